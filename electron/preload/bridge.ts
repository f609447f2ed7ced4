// `window.unroll`: the only file that touches ipcRenderer. It exposes named functions and nothing else; what arrives from
// main goes to the page without Electron's event object.
import { contextBridge, ipcRenderer } from 'electron';
import type { AnnounceChannels, Bridge, InvokeChannels } from '../../src-core/contract/ipc';
import { onDroppedFile } from './dropped-files';
import { receiveSeries } from './receive-series';

function invoke<C extends keyof InvokeChannels>(
  channel: C,
  request: InvokeChannels[C]['request'],
): Promise<InvokeChannels[C]['reply']> {
  return ipcRenderer.invoke(channel, request) as Promise<InvokeChannels[C]['reply']>;
}

function listen<C extends keyof AnnounceChannels>(
  channel: C,
  listener: (payload: AnnounceChannels[C], ports: readonly MessagePort[]) => void,
): () => void {
  const forward = (event: Electron.IpcRendererEvent, payload: AnnounceChannels[C]): void =>
    listener(payload, event.ports);
  ipcRenderer.on(channel, forward);
  return () => void ipcRenderer.off(channel, forward);
}

const onRunEvent = receiveSeries({
  subscribe: () => void invoke('series:subscribe', null),
  onHandover: (listener) => listen('series:handover', listener),
});

const bridge: Bridge = {
  describe: () => invoke('app:describe', null),
  hostState: () => invoke('host:state', null),
  chooseLanguage: (choice) => invoke('language:choose', { choice }),
  start: (request) => invoke('run:start', request),
  control: (request) => invoke('run:control', request),
  inspect: (request) => invoke('run:inspect', request),
  reveal: (runId) => invoke('run:reveal', { runId }),
  edited: (edited) => invoke('document:edited', edited),
  records: {
    list: () => invoke('records:list', null),
    annotate: (id, notes) => invoke('records:annotate', { id, notes }),
    delete: (ids) => invoke('records:delete', { ids }),
    restore: (ids) => invoke('records:restore', { ids }),
    emptyBin: () => invoke('records:empty-bin', null),
    open: (id) => invoke('records:open', { id }),
    continue: (id, pace) => invoke('records:continue', { id, pace }),
    events: (id) => invoke('records:events', { id }),
    reveal: (id) => invoke('records:reveal', { id }),
    import: () => invoke('records:import', null),
    verify: (id, of) => invoke('records:verify', { id, of }),
    stopVerify: (id) => invoke('records:verify-stop', { id }),
    onVerifyProgress: (listener) => listen('verify:progress', (progress) => listener(progress)),
  },
  exports: {
    make: (request) => invoke('export:make', request),
    offer: (available) => invoke('export:offer', { available }),
  },
  weights: {
    choose: () => invoke('weights:choose', null),
    clear: () => invoke('weights:clear', null),
  },
  onHostState: (listener) => listen('host:state', (state) => listener(state)),
  onLanguage: (listener) => listen('language:changed', (state) => listener(state)),
  onOpened: (listener) => listen('document:opened', (experiment) => listener(experiment)),
  onSaved: (listener) => listen('document:saved', (experiment) => listener(experiment)),
  onEntered: (listener) => listen('record:entered', (started) => listener(started)),
  onMenuCommand: (listener) => listen('menu:command', (command) => listener(command)),
  onRunEvent,
};

onDroppedFile((file) => void invoke('document:open', { file }));

contextBridge.exposeInMainWorld('unroll', bridge);
