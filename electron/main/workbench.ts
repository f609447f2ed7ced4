// The running app: one window, one trainer, and what flows between them.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { app, dialog, session, shell, type WebContents } from 'electron';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { articleExperiment } from '../../src-core/experiment/article';
import type { LanguageChoice } from '../../src-core/language/language';
import { TrainerHosts } from '../hosts/trainer-hosts';
import { showAbout } from './about';
import { serveApp } from './app-protocol';
import type { Arguments } from './arguments';
import { distFiles } from './dist-files';
import { forkUtilityHost, type UtilityHost } from './fork-utility-host';
import { announce, answerChannels, type Handlers } from './ipc';
import { LanguageSetting } from './language-setting';
import { showMenu } from './menu';
import { recoverPage } from './recover-page';
import { RunLog } from './run-log';
import { restrictSession } from './security';
import { SeriesFeed } from './series-feed';
import { Trainer, type RunPhase } from './trainer';
import { TrainingPresence } from './training-presence';
import { openWindow } from './window';

/** Hosts that are kept ready, where there are cores for them; others start when an experiment has work for them. */
const HOSTS_AT_REST = 2;

export interface WorkbenchOptions {
  readonly arguments: Arguments;
  readonly weights: readonly NamedTensor[] | null;
}

export class Workbench {
  private window: BrowserWindow | null = null;
  private readonly runsFolder = path.join(app.getPath('userData'), 'runs');
  private readonly language = new LanguageSetting(
    path.join(app.getPath('userData'), 'language.json'),
    app.getPreferredSystemLanguages(),
  );
  private readonly feed: SeriesFeed;
  private readonly trainer: Trainer;
  private phase: RunPhase = 'idle';

  /** Opens the window and starts the trainer. The app must be ready. */
  constructor(private readonly options: WorkbenchOptions) {
    restrictSession(session.defaultSession);
    serveApp(session.defaultSession, distFiles.page);
    const log = new RunLog();
    this.feed = new SeriesFeed(log, (handover, ports) =>
      announce(this.page(), 'series:handover', handover, ports),
    );
    this.trainer = this.startTrainer(log);
    answerChannels(this.handlers(), () => this.page());
    this.showMenu();
    this.language.onChange((state) => {
      this.showMenu();
      announce(this.page(), 'language:changed', state);
    });
    this.open();
  }

  /** Brings the window to the front. */
  focus(): void {
    if (this.window?.isMinimized() === true) this.window.restore();
    this.window?.focus();
  }

  /** Ends the run as interrupted and the trainer's process with it. */
  shutdown(): Promise<void> {
    return this.trainer.shutdown();
  }

  private page(): WebContents | null {
    return this.window?.webContents ?? null;
  }

  private startTrainer(log: RunLog): Trainer {
    let forked: UtilityHost | null = null;
    const hosts = new TrainerHosts({
      fork: () => (forked = forkUtilityHost(distFiles.host)),
      choice: { engine: 'auto', backend: 'auto' },
      onForked: () => {
        if (forked !== null) this.feed.useHost(forked);
      },
    });
    // Two lanes side by side are what is trained most. The second host comes when the first is of use.
    void hosts.settled().then(() => hosts.grow(HOSTS_AT_REST));
    const trainer = new Trainer({
      hosts,
      runsFolder: this.runsFolder,
      weights: this.options.weights,
      onBegin: () => log.beginExperiment(),
    });
    const presence = new TrainingPresence(() => this.window);
    trainer.onEvent((event, source) => {
      this.feed.tell(event, source);
      presence.follow(event, trainer.current?.runs.length ?? 0);
    });
    trainer.onHostState((state) => announce(this.page(), 'host:state', state));
    trainer.onPhase((phase) => {
      this.phase = phase;
      presence.enter(phase);
      this.showMenu();
    });
    return trainer;
  }

  private open(): void {
    const window = openWindow({
      preload: distFiles.preload,
      stateFile: path.join(app.getPath('userData'), 'window.json'),
      title: app.getName(),
      icon: distFiles.icon,
    });
    this.window = window;
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
      command: (command) => announce(this.page(), 'menu:command', command),
      openRunsFolder: () => void this.openRunsFolder(),
      about: () => {
        if (this.window !== null) showAbout(this.window, t);
      },
    });
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
      await openFolder(this.runsFolder);
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
        weightsFile: this.options.arguments.weights,
        language: this.language.state,
        experiment: articleExperiment(),
        current: this.trainer.current,
      }),
      'host:state': () => this.trainer.hostState,
      'language:choose': ({ choice }) => {
        this.language.choose(choice);
        return null;
      },
      'run:start': (request) => this.trainer.start(request),
      'run:control': ({ runId, action }) => {
        this.trainer.control(runId, action);
        return null;
      },
      'run:inspect': (request) => this.trainer.inspect(request),
      'run:reveal': async ({ runId }) => {
        const folder = this.trainer.folderOf(runId);
        if (folder === null) throw new Error(`No run ${runId} was started since the app was.`);
        await openFolder(folder);
        return null;
      },
      'series:subscribe': () => {
        this.feed.subscribe();
        return null;
      },
    };
  }
}

/** Shows a folder in the system's file manager. @throws Error where that cannot be done. */
async function openFolder(folder: string): Promise<void> {
  const problem = await shell.openPath(folder);
  if (problem !== '') throw new Error(`${folder} cannot be opened: ${problem}`);
}
