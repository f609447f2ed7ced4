// The application menu. What it does to a run goes through the window, whose form says what is run.
import path from 'node:path';
import { Menu, app, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../src-core/contract/ipc';
import { LANGUAGE_CHOICES, LANGUAGES, type LanguageChoice } from '../../src-core/language/language';
import type { Translate } from '../../src-core/language/translate';
import type { RunPhase } from './trainer';

/** What the File menu does, and whether it can be done now. */
export interface FileActions {
  /** Absolute paths, the last one first. */
  readonly recent: readonly string[];
  /** Whether there is anything to save. */
  readonly canSave: boolean;
  readonly startNew: () => void;
  readonly open: () => void;
  /** Something recorded, by its folder. */
  readonly openFolder: () => void;
  readonly openRecent: (file: string) => void;
  readonly clearRecent: () => void;
  readonly save: () => void;
  readonly saveAs: () => void;
  /** Whether the window shows something that was recorded. */
  readonly canExport: boolean;
}

export interface MenuActions {
  readonly files: FileActions;
  readonly openLog: () => void;
  readonly reportProblem: () => void;
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
        ...fileItems(phase, t, actions.files),
        { type: 'separator' },
        {
          id: 'export',
          label: t('menu.export'),
          accelerator: 'CmdOrCtrl+E',
          enabled: actions.files.canExport,
          click: () => actions.command({ kind: 'export' }),
        },
        { type: 'separator' },
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
    {
      role: 'help',
      label: t('menu.help'),
      submenu: [
        { id: 'open-log', label: t('menu.open-log'), click: actions.openLog },
        { id: 'report', label: t('menu.report'), click: actions.reportProblem },
        ...(isMac ? [] : [{ type: 'separator' } as const, about]),
      ],
    },
  ];
}

/** Another experiment can be opened while none trains. */
function fileItems(phase: RunPhase, t: Translate, files: FileActions): MenuItemConstructorOptions[] {
  const idle = phase === 'idle';
  const recent = files.recent.map((file, index) => ({
    id: `recent-${index}`,
    label: nameInMenu(file),
    click: () => files.openRecent(file),
  }));
  const item = (id: string, label: string, key: string, enabled: boolean, click: () => void) => ({
    id,
    label,
    accelerator: `CmdOrCtrl+${key}`,
    enabled,
    click,
  });
  return [
    item('new', t('menu.new'), 'N', idle, files.startNew),
    item('open', t('menu.open'), 'O', idle, files.open),
    { id: 'open-folder', label: t('menu.open-folder'), enabled: idle, click: files.openFolder },
    {
      id: 'recent',
      label: t('menu.open-recent'),
      enabled: idle && recent.length > 0,
      submenu: [
        ...recent,
        { type: 'separator' },
        { id: 'clear-recent', label: t('menu.clear-recent'), click: files.clearRecent },
      ],
    },
    { type: 'separator' },
    item('save', t('menu.save'), 'S', files.canSave, files.save),
    item('save-as', t('menu.save-as'), 'Shift+S', true, files.saveAs),
  ];
}

/** The home folder as `~`; an ampersand doubled, for a single one marks a letter. */
function nameInMenu(file: string): string {
  const home = app.getPath('home') + path.sep;
  const name = file.startsWith(home) ? `~${path.sep}${file.slice(home.length)}` : file;
  return name.replaceAll('&', '&&');
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
