// The running app: one window, one trainer, and what flows between them.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { app, dialog, session, type WebContents } from 'electron';
import type { RecordSubject } from '../../src-core/contract/recorded-list';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';
import type { LanguageChoice } from '../../src-core/language/language';
import { RecordLibrary } from '../runs/library/record-library';
import { TrainerHosts } from '../hosts/trainer-hosts';
import { showAbout } from './about';
import { logRun } from './app-log';
import { serveApp } from './app-protocol';
import type { Arguments } from './arguments';
import { distFiles } from './dist-files';
import { DocumentDesk } from './document-desk';
import { DocumentDialogs } from './document-dialogs';
import { EndNotice } from './end-notice';
import { ExportDesk } from './export-desk';
import { forkUtilityHost, type UtilityHost } from './fork-utility-host';
import { openLog, reportProblem } from './help-desk';
import { announce, answerChannels, type Handlers } from './ipc';
import { LanguageSetting } from './language-setting';
import type { LogFile } from './log-file';
import { showMenu, type FileActions } from './menu';
import { OpenDocument } from './open-document';
import { readyRecord } from './opened-path';
import { openInSystem } from './open-in-system';
import { RecentFiles } from './recent-files';
import { recordHandlers } from './record-handlers';
import { recoverPage } from './recover-page';
import { runExporter } from './run-exporter';
import { RunLog } from './run-log';
import { Scratch } from './scratch';
import { restrictSession } from './security';
import { SeriesFeed } from './series-feed';
import { Trainer, type RunPhase } from './trainer';
import { StartWeights, weightsHandlers } from './start-weights';
import { TrainingPresence } from './training-presence';
import { Verifier } from './verifier';
import { openWindow } from './window';

/** Hosts that are kept ready, where there are cores for them; others start when an experiment has work for them. */
const HOSTS_AT_REST = 2;

export interface WorkbenchOptions {
  readonly arguments: Arguments;
  readonly weights: readonly NamedTensor[] | null;
  readonly log: LogFile;
}

export class Workbench {
  private window: BrowserWindow | null = null;
  private readonly runsFolder = path.join(app.getPath('userData'), 'runs');
  private readonly library = new RecordLibrary(this.runsFolder);
  private readonly language = new LanguageSetting(
    path.join(app.getPath('userData'), 'language.json'),
    app.getPreferredSystemLanguages(),
  );
  private readonly recent = new RecentFiles(path.join(app.getPath('userData'), 'recent.json'));
  private readonly scratch = new Scratch(path.join(app.getPath('userData'), 'scratch'));
  private readonly document = new OpenDocument(path.join(app.getPath('userData'), 'document.json'));
  private readonly dialogs = new DocumentDialogs(
    () => this.window,
    () => this.language.t,
    () => this.language.state.language,
  );
  private readonly weights: StartWeights;
  private readonly desk: DocumentDesk;
  private readonly exports: ExportDesk;
  private verifier!: Verifier;
  private canExport = false;
  private readonly runLog = new RunLog();
  private readonly feed: SeriesFeed;
  private readonly trainer: Trainer;
  private phase: RunPhase = 'idle';
  /** What title and menu show of the document. */
  private shown = '';

  /** Opens the window and starts the trainer. The app must be ready. */
  constructor(private readonly options: WorkbenchOptions) {
    this.weights = new StartWeights(options.arguments.weights, options.weights);
    restrictSession(session.defaultSession);
    serveApp(session.defaultSession, distFiles.page);
    this.feed = new SeriesFeed(this.runLog, (handover, ports) =>
      announce(this.page(), 'series:handover', handover, ports),
    );
    this.trainer = this.startTrainer();
    this.desk = this.openDesk();
    this.exports = this.openExports();
    answerChannels(this.handlers(), () => this.page());
    this.showMenu();
    this.language.onChange((state) => {
      this.showMenu();
      announce(this.page(), 'language:changed', state);
    });
    this.document.onChange(() => this.showDocument());
    this.open();
    if (options.arguments.file !== null) void this.desk.openFile(options.arguments.file);
  }

  /** Opens an experiment file, after what has to be asked. @param file absolute path */
  openFile(file: string): Promise<void> {
    return this.desk.openFile(file);
  }

  /** Asks before the app ends. @returns whether it may */
  mayLeave(): Promise<boolean> {
    return this.desk.mayLeave();
  }

  /** The window; null once it is closed. */
  get openWindow(): BrowserWindow | null {
    return this.window;
  }

  /** Brings the window to the front. */
  focus(): void {
    if (this.window?.isMinimized() === true) this.window.restore();
    if (this.window?.isVisible() === false) this.window.show();
    this.window?.focus();
  }

  /** Ends the run as interrupted and the trainer's process with it. */
  shutdown(): Promise<void> {
    return this.trainer.shutdown().finally(() => this.scratch.clear());
  }

  private page(): WebContents | null {
    return this.window?.webContents ?? null;
  }

  private openDesk(): DocumentDesk {
    return new DocumentDesk({
      document: this.document,
      recent: this.recent,
      dialogs: this.dialogs,
      isTraining: () => this.phase !== 'idle',
      onOpened: (experiment) => {
        // What trained before belongs to another experiment: a page that is loaded anew shows it no more.
        this.trainer.forget();
        this.runLog.beginExperiment();
        announce(this.page(), 'document:opened', experiment);
        this.showMenu();
      },
      readyRecord: (opened) => readyRecord(opened, this.scratch),
      openRecord: (dir, opened) => this.trainer.open(dir, opened),
      onEntered: (started) => {
        announce(this.page(), 'record:entered', started);
        this.showMenu();
      },
      onSaved: (experiment) => {
        announce(this.page(), 'document:saved', experiment);
        this.showMenu();
      },
      log: (text) => this.options.log.write(text),
    });
  }

  private openExports(): ExportDesk {
    const errors = this.options.log.tee();
    return new ExportDesk({
      folderOf: (subject) => this.folderOf(subject),
      choosePath: (suggested, suffix) => this.dialogs.pathToExport(suggested, suffix),
      run: (job) => runExporter(distFiles.exporter, job, errors),
    });
  }

  /** @throws Error where there is none */
  private folderOf(subject: RecordSubject): string {
    if (subject.kind === 'record') return this.library.dirOf(subject.id);
    const { current } = this.trainer;
    if (current === null) throw new Error('Nothing was trained or opened yet: press Run first.');
    return current.folder;
  }

  private startTrainer(): Trainer {
    const errors = this.options.log.tee();
    let forked: UtilityHost | null = null;
    const hosts = new TrainerHosts({
      fork: () => (forked = forkUtilityHost(distFiles.host, errors)),
      choice: { engine: 'auto', backend: 'auto' },
      onForked: () => {
        if (forked !== null) this.feed.useHost(forked);
      },
    });
    // Two lanes side by side are what is trained most. The second host comes when the first is of use.
    void hosts.settled().then(() => hosts.grow(HOSTS_AT_REST));
    this.verifier = new Verifier({
      trainer: () => this.trainer,
      hosts: () => hosts,
      scratch: this.scratch,
      onProgress: (progress) => announce(this.page(), 'verify:progress', progress),
    });
    const trainer = new Trainer({
      hosts,
      runsFolder: this.runsFolder,
      experimentFolder: () => this.document.folder,
      weights: () => this.weights.tensors,
      onBegin: () => this.runLog.beginExperiment(),
    });
    const presence = new TrainingPresence(() => this.window);
    const notice = new EndNotice({
      window: () => this.window,
      name: () => trainer.current?.experiment.name ?? app.getName(),
      texts: () => this.language.t,
      focus: () => this.focus(),
    });
    trainer.onEvent((event, source) => {
      this.feed.tell(event, source);
      presence.follow(event, trainer.current?.runs.length ?? 0);
      notice.follow(event);
      logRun(this.options.log, event);
    });
    trainer.onHostState((state) => announce(this.page(), 'host:state', state));
    trainer.onPhase((phase) => {
      this.phase = phase;
      presence.enter(phase);
      notice.enter(phase);
      this.showMenu();
    });
    return trainer;
  }

  private open(): void {
    const window = openWindow({
      preload: distFiles.preload,
      stateFile: path.join(app.getPath('userData'), 'window.json'),
      title: this.title(),
      icon: distFiles.icon,
    });
    this.window = window;
    // The page names itself after the experiment; the window after its file.
    window.on('page-title-updated', (event) => event.preventDefault());
    // A page that is loaded anew asks for none of what the last one did.
    window.webContents.on('did-navigate', () => this.verifier.stopAll());
    recoverPage(
      window,
      () => this.feed.unsubscribe(),
      () => this.language.t,
    );
    window.on('closed', () => {
      this.window = null;
      this.feed.unsubscribe();
    });
  }

  private showMenu(): void {
    const { t } = this.language;
    showMenu(this.phase, t, {
      language: this.language.state.choice,
      chooseLanguage: (choice) => this.chooseLanguage(choice),
      files: this.fileActions(),
      command: (command) => announce(this.page(), 'menu:command', command),
      openLog: () => {
        if (this.window !== null) void openLog(this.window, this.options.log, t);
      },
      reportProblem: () => {
        if (this.window !== null)
          void reportProblem(this.window, this.options.log, this.trainer.hostState, t);
      },
      openRunsFolder: () => void this.openRunsFolder(),
      about: () => {
        if (this.window !== null) showAbout(this.window, t);
      },
    });
  }

  private fileActions(): FileActions {
    const { document, desk, recent } = this;
    return {
      recent: recent.list,
      canSave: document.dirty || document.file === null,
      canExport: this.canExport,
      startNew: () => void desk.startNew(),
      open: () => void desk.open(),
      openFolder: () => void desk.openFolder(),
      openRecent: (file) => void desk.openFile(file),
      clearRecent: () => {
        recent.clear();
        this.showMenu();
      },
      save: () => void desk.save(),
      saveAs: () => void desk.saveAs(),
    };
  }

  /** Title and menu are made anew only where they change: the form tells of every key. */
  private showDocument(): void {
    const title = this.title();
    if (title === this.shown) return;
    this.shown = title;
    this.window?.setTitle(title);
    this.window?.setDocumentEdited(this.document.dirty);
    this.window?.setRepresentedFilename(this.document.file ?? '');
    this.showMenu();
  }

  private title(): string {
    const { file, saved, dirty } = this.document;
    return `${dirty ? '● ' : ''}${file === null ? saved.name : path.basename(file)} · ${app.getName()}`;
  }

  private chooseLanguage(choice: LanguageChoice): void {
    try {
      this.language.choose(choice);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(`The choice of language is not remembered: ${why}.\n`);
    }
  }

  /** There is none before the first run, and a person may have removed it. */
  private async openRunsFolder(): Promise<void> {
    try {
      await mkdir(this.runsFolder, { recursive: true });
      await openInSystem(this.runsFolder);
    } catch (error) {
      if (this.window === null) return;
      void dialog.showMessageBox(this.window, {
        type: 'error',
        message: this.language.t('dialog.runs-folder'),
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  }

  private handlers(): Handlers {
    return {
      'app:describe': () => ({
        version: app.getVersion(),
        electron: process.versions.electron ?? '',
        chrome: process.versions.chrome ?? '',
        weightsFile: this.weights.file,
        language: this.language.state,
        experiment: this.document.saved,
        draft: this.document.draft,
        current: this.trainer.current,
      }),
      'host:state': () => this.trainer.hostState,
      'language:choose': ({ choice }) => {
        this.language.choose(choice);
        return null;
      },
      'document:edited': ({ experiment, dirty }) => {
        const parsed = parseExperiment(experiment);
        this.document.edit({ experiment: parsed.kind === 'ok' ? parsed.experiment : null, dirty });
        return null;
      },
      'document:open': ({ file }) => {
        void this.desk.openFile(path.resolve(file));
        return null;
      },
      ...weightsHandlers(this.weights, () => this.dialogs.weightsToOpen()),
      'run:start': (request) => this.trainer.start(request),
      'run:control': ({ runId, action }) => {
        this.trainer.control(runId, action);
        return null;
      },
      'run:inspect': (request) => this.trainer.inspect(request),
      'run:reveal': async ({ runId }) => {
        const folder = this.trainer.folderOf(runId);
        if (folder === null) throw new Error(`No run ${runId} was started since the app was.`);
        await openInSystem(folder);
        return null;
      },
      ...recordHandlers({
        library: this.library,
        trainer: () => this.trainer,
        verifier: this.verifier,
        folderOf: (subject) => this.folderOf(subject),
        enter: (request) => this.desk.enterRecord(request),
        reveal: openInSystem,
      }),
      'export:make': (request) => this.exports.make(request),
      'export:offer': ({ available }) => {
        this.canExport = available;
        this.showMenu();
        return null;
      },
      'series:subscribe': () => {
        this.feed.subscribe();
        return null;
      },
    };
  }
}
