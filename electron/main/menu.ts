// The application menu. What it does to a run goes through the window, whose form says what is run.
import { Menu, app, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../src-core/contract/ipc';
import { LANGUAGE_CHOICES, LANGUAGES, type LanguageChoice } from '../../src-core/language/language';
import type { Translate } from '../../src-core/language/translate';
import type { RunPhase } from './trainer';

export interface MenuActions {
  readonly language: LanguageChoice;
  readonly chooseLanguage: (choice: LanguageChoice) => void;
  readonly command: (command: MenuCommand) => void;
  readonly openRunsFolder: () => void;
  readonly about: () => void;
}

/** Puts the menu up as it is in this phase of a run, in the language of `t`. */
export function showMenu(phase: RunPhase, t: Translate, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(phase, t, actions)));
}

function template(phase: RunPhase, t: Translate, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin';
  const about: MenuItemConstructorOptions = {
    id: 'about',
    label: t('menu.about', { app: app.getName() }),
    click: actions.about,
  };
  return [
    ...(isMac ? [macMenu(t, about)] : []),
    {
      label: t('menu.file'),
      submenu: [
        { id: 'open-runs', label: t('menu.open-runs-folder'), click: actions.openRunsFolder },
        { type: 'separator' },
        isMac
          ? { role: 'close', label: t('menu.close') }
          : { role: 'quit', label: t('menu.quit'), accelerator: 'CmdOrCtrl+Q' },
      ],
    },
    editMenu(t, actions),
    runMenu(phase, t, actions),
    viewMenu(t, actions),
    windowMenu(t),
    { role: 'help', label: t('menu.help'), submenu: isMac ? [] : [about] },
  ];
}

/** Undo is the window's own: it goes back over the whole experiment, not over the text of one field. */
function editMenu(t: Translate, { command }: MenuActions): MenuItemConstructorOptions {
  return {
    label: t('menu.edit'),
    submenu: [
      {
        id: 'undo',
        label: t('menu.undo'),
        accelerator: 'CmdOrCtrl+Z',
        click: () => command({ kind: 'undo' }),
      },
      {
        id: 'redo',
        label: t('menu.redo'),
        accelerator: 'CmdOrCtrl+Shift+Z',
        click: () => command({ kind: 'redo' }),
      },
      { type: 'separator' },
      { role: 'cut', label: t('menu.cut') },
      { role: 'copy', label: t('menu.copy') },
      { role: 'paste', label: t('menu.paste') },
      { role: 'selectAll', label: t('menu.select-all') },
    ],
  };
}

/** The keys are the page's own: it takes them first; here they are shown, and the window answers a click as it does a key. */
function runMenu(phase: RunPhase, t: Translate, { command }: MenuActions): MenuItemConstructorOptions {
  const item = (
    kind: MenuCommand['kind'],
    label: string,
    accelerator: string,
    enabled: boolean,
  ): MenuItemConstructorOptions => ({
    id: kind,
    label,
    accelerator,
    enabled,
    click: () => command({ kind }),
  });
  const pauseLabel = phase === 'paused' ? t('menu.run-resume') : t('menu.run-pause');
  return {
    label: t('menu.run'),
    submenu: [
      item('run', t('menu.run-run'), 'F5', phase === 'idle'),
      item('pause', pauseLabel, 'F8', phase !== 'idle'),
      item('step', t('menu.run-step'), 'F9', phase !== 'idle'),
      item('stop', t('menu.run-stop'), 'Shift+F5', phase !== 'idle'),
    ],
  };
}

function viewMenu(t: Translate, actions: MenuActions): MenuItemConstructorOptions {
  const development: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  const zoomIn = { role: 'zoomIn', label: t('menu.zoom-in') } as const;
  return {
    label: t('menu.view'),
    submenu: [
      { role: 'resetZoom', label: t('menu.actual-size') },
      { ...zoomIn, accelerator: 'CmdOrCtrl+=' },
      { ...zoomIn, accelerator: 'CmdOrCtrl+Plus', visible: false, acceleratorWorksWhenHidden: true },
      { role: 'zoomOut', label: t('menu.zoom-out') },
      { type: 'separator' },
      { role: 'togglefullscreen', label: t('menu.full-screen') },
      { type: 'separator' },
      languageMenu(t, actions),
      ...(import.meta.env.DEV ? development : []),
    ],
  };
}

/** Every language under its own name, for whoever cannot read the present one. */
function languageMenu(t: Translate, actions: MenuActions): MenuItemConstructorOptions {
  return {
    label: t('menu.language'),
    submenu: LANGUAGE_CHOICES.map((choice) => ({
      id: `language-${choice}`,
      type: 'radio',
      label: choice === 'system' ? t('menu.language-system') : LANGUAGES[choice],
      checked: choice === actions.language,
      click: () => actions.chooseLanguage(choice),
    })),
  };
}

function windowMenu(t: Translate): MenuItemConstructorOptions {
  return {
    role: 'window',
    label: t('menu.window'),
    submenu: [
      { role: 'minimize', label: t('menu.minimize') },
      { role: 'zoom', label: t('menu.zoom') },
      { role: 'close', label: t('menu.close') },
    ],
  };
}

function macMenu(t: Translate, about: MenuItemConstructorOptions): MenuItemConstructorOptions {
  const named = { app: app.getName() };
  return {
    label: app.getName(),
    submenu: [
      about,
      { type: 'separator' },
      { role: 'services', label: t('menu.services') },
      { type: 'separator' },
      { role: 'hide', label: t('menu.hide', named) },
      { role: 'hideOthers', label: t('menu.hide-others') },
      { role: 'unhide', label: t('menu.show-all') },
      { type: 'separator' },
      { role: 'quit', label: t('menu.quit') },
    ],
  };
}
