// The only file that touches ipcMain: the channel map of src-core/contract/ipc.ts, with the sender checked and the request
// parsed before anything acts on it.
import { ipcMain, type IpcMainInvokeEvent, type MessagePortMain, type WebContents } from 'electron';
import type { AnnounceChannels, InvokeChannels } from '../../src-core/contract/ipc';
import { parseRequest, type ParsedRequest } from '../../src-core/contract/parse-ipc';
import { sameOrigin, startPage } from './page-origin';

type Reply<C extends keyof InvokeChannels> = InvokeChannels[C]['reply'];

/** Channel → what answers it. All of them: a channel without an answer does not compile. */
export type Handlers = {
  readonly [C in keyof InvokeChannels]: (request: ParsedRequest<C>) => Reply<C> | Promise<Reply<C>>;
};

/**
 * Answers every channel.
 * @param trusted The web contents that may ask: the window's, as long as there is one.
 */
export function answerChannels(handlers: Handlers, trusted: () => WebContents | null): void {
  for (const channel of Object.keys(handlers) as (keyof InvokeChannels)[]) {
    answerChannel(channel, handlers, trusted);
  }
}

function answerChannel<C extends keyof InvokeChannels>(
  channel: C,
  handlers: Handlers,
  trusted: () => WebContents | null,
): void {
  ipcMain.handle(channel, (event, request: unknown) => {
    checkSender(event, channel, trusted());
    return handlers[channel](parseRequest(channel, request));
  });
}

/** @throws Error unless the window's own main frame asks, from the app's own page. */
function checkSender(event: IpcMainInvokeEvent, channel: string, trusted: WebContents | null): void {
  const frame = event.senderFrame;
  // Electron types the frame of a page that is gone as null from 36 on; before it throws on access.
  const isMainFrame = frame !== null && frame.parent === null;
  if (event.sender === trusted && isMainFrame && sameOrigin(frame.url, startPage())) return;
  throw new Error(`${channel} answers the app's own window only.`);
}

/** Tells the window something, with ports where the channel hands any over. A window that is gone is not told. */
export function announce<C extends keyof AnnounceChannels>(
  contents: WebContents | null,
  channel: C,
  payload: AnnounceChannels[C],
  ports: MessagePortMain[] = [],
): void {
  if (contents === null || contents.isDestroyed()) return;
  contents.postMessage(channel, payload, ports);
}
