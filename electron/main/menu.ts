// The application menu. What it does to a run goes through the window, whose form says what is run.
import { Menu, app, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../src-core/contract/ipc';
import type { RunPhase } from './trainer';

export interface MenuActions {
  readonly command: (command: MenuCommand) => void;
  readonly openRunsFolder: () => void;
  readonly about: () => void;
}

/** Puts the menu up as it is in this phase of a run. */
export function showMenu(phase: RunPhase, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(phase, actions)));
}

function template(phase: RunPhase, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin';
  return [
    ...(isMac ? [macMenu(actions)] : []),
    {
      label: '&File',
      submenu: [
        { id: 'open-runs', label: 'Open Runs Folder', click: actions.openRunsFolder },
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit', accelerator: 'CmdOrCtrl+Q' },
      ],
    },
    { role: 'editMenu' },
    runMenu(phase, actions),
    viewMenu(),
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: isMac ? [] : [{ id: 'about', label: `About ${app.getName()}`, click: actions.about }],
    },
  ];
}

/** The keys are the page's own: it takes them first; here they are shown, and the window answers a click as it does a key. */
function runMenu(phase: RunPhase, { command }: MenuActions): MenuItemConstructorOptions {
  return {
    label: '&Run',
    submenu: [
      {
        id: 'run',
        label: 'Run',
        accelerator: 'F5',
        enabled: phase === 'idle',
        click: () => command({ kind: 'run' }),
      },
      {
        id: 'pause',
        label: phase === 'paused' ? 'Resume' : 'Pause',
        accelerator: 'F8',
        enabled: phase !== 'idle',
        click: () => command({ kind: 'pause' }),
      },
      {
        id: 'step',
        label: 'Step',
        accelerator: 'F9',
        enabled: phase !== 'idle',
        click: () => command({ kind: 'step' }),
      },
      {
        id: 'stop',
        label: 'Stop',
        accelerator: 'Shift+F5',
        enabled: phase !== 'idle',
        click: () => command({ kind: 'stop' }),
      },
    ],
  };
}

function viewMenu(): MenuItemConstructorOptions {
  const development: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  return {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+=' },
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+Plus', visible: false, acceleratorWorksWhenHidden: true },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(import.meta.env.DEV ? development : []),
    ],
  };
}

function macMenu({ about }: MenuActions): MenuItemConstructorOptions {
  return {
    label: app.getName(),
    submenu: [
      { id: 'about', label: `About ${app.getName()}`, click: about },
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}
