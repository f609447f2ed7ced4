// The one window: sandboxed, isolated, shown when its first frame is there.
import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron';
import { startPage } from './page-origin';
import { readWindowState, writeWindowState } from './window-state';

/** The page's own background per theme (`--bg` of its style sheet), so that no white flashes before its first frame. */
const BACKGROUND = { light: '#f6f6f3', dark: '#14161a' } as const;

const DEFAULT_SIZE = { width: 1360, height: 860 } as const;

export interface WindowOptions {
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  /** File that remembers the window's place. */
  readonly stateFile: string;
  readonly title: string;
  /** Absolute path of the app's icon, a PNG. */
  readonly icon: string;
}

/** Opens the window and loads the page into it. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const state = readWindowState(options.stateFile);
  const window = new BrowserWindow({
    ...(state?.bounds ?? defaultSize()),
    ...appearance(options),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  if (state?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => rememberPlace(window, options.stateFile));
  followTheme(window);
  void window.loadURL(startPage());
  return window;
}

/** A place that cannot be kept (a full disk) costs the next start its place, never this one its end. */
function rememberPlace(window: BrowserWindow, file: string): void {
  try {
    writeWindowState(file, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The place of the window is not remembered: ${file} cannot be written, ${why}.\n`);
  }
}

function appearance(options: WindowOptions): BrowserWindowConstructorOptions {
  return {
    show: false,
    title: options.title,
    backgroundColor: background(),
    // macOS takes it from the application's bundle.
    ...(process.platform === 'darwin' ? {} : { icon: options.icon }),
    minWidth: 960,
    minHeight: 620,
    autoHideMenuBar: false,
  };
}

function defaultSize(): { readonly width: number; readonly height: number } {
  const { workAreaSize } = screen.getPrimaryDisplay();
  return {
    width: Math.min(DEFAULT_SIZE.width, workAreaSize.width),
    height: Math.min(DEFAULT_SIZE.height, workAreaSize.height),
  };
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

function followTheme(window: BrowserWindow): void {
  const repaint = (): void => window.setBackgroundColor(background());
  nativeTheme.on('updated', repaint);
  window.on('closed', () => nativeTheme.off('updated', repaint));
}
