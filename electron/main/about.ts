// The about box: versions, and the truth about the runtime where it is an old one.
import { app, dialog, type BrowserWindow } from 'electron';

/** The oldest major version of Electron that its makers still supported when this version of the app was made. */
const OLDEST_SUPPORTED_ELECTRON = 43;

/** Text of the about box. */
export function aboutText(versions: {
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
}): string {
  const lines = [
    'A desktop workbench for recurrent networks.',
    '',
    `Electron ${versions.electron}, Chromium ${versions.chrome}, Node ${versions.node}`,
  ];
  if (Number.parseInt(versions.electron, 10) < OLDEST_SUPPORTED_ELECTRON) {
    lines.push(
      '',
      `This Electron is out of support and gets no security fixes. It is a third party's repack, used where the official download is out of reach. ${app.getName()} loads nothing from the network and shows no images but its own; release builds carry a supported Electron.`,
    );
  }
  return lines.join('\n');
}

export function showAbout(window: BrowserWindow): void {
  const { electron = '', chrome = '', node } = process.versions;
  void dialog.showMessageBox(window, {
    type: 'info',
    title: `About ${app.getName()}`,
    message: `${app.getName()} ${app.getVersion()}`,
    detail: aboutText({ electron, chrome, node }),
    buttons: ['Close'],
  });
}
