// The one map of channels between Electron main and the window. Types only here and in the parsers beside it; the wrappers
// are electron/main/ipc.ts and electron/preload/bridge.ts, and nothing else may touch ipcMain or ipcRenderer.
// Series (run events) do not go through these channels: they take MessagePorts straight from the hosts to the window.
import type { Experiment } from '../experiment/experiment';
import type { Problem } from '../experiment/problem';
import type { Language, LanguageChoice } from '../language/language';
import type { AdjustmentChange } from './adjustment';
import type { EngineReport } from './engine';
import type { ExportReply, ExportRequest } from './export-request';
import type { Failure } from './failure';
import type { InspectionAnswer, InspectionQuestion } from './inspection';
import type { RecordedList, RecordNotes, RecordSubject } from './recorded-list';
import type { Pace, RunEvent } from './run-event';
import type { ChooseWeightsReply, UnfitLane } from './start-weights';
import type { VerifyProgress, VerifyReply } from './verification';

/** The language of window and menus: what was chosen, and what that comes to on this system. */
export interface LanguageState {
  readonly choice: LanguageChoice;
  readonly language: Language;
  /** What the system's own setting comes to. */
  readonly system: Language;
}

/** What the window needs to know of the app it runs in. */
export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chrome: string;
  /** File the initial weights were read from, or null: drawn from the seed. */
  readonly weightsFile: string | null;
  readonly language: LanguageState;
  /** The experiment that is open, as it is saved. */
  readonly experiment: Experiment;
  /** What stood in the form, where that is not saved; null: what is saved. */
  readonly draft: Experiment | null;
  /**
   * The experiment that trains, or the last one that did; null before the first. A window that is loaded anew shows it
   * again: the events of its runs come again too, from the first.
   */
  readonly current: StartedExperiment | null;
}

/** What the form says of the experiment that is open. */
export interface EditedExperiment {
  /** Null while what stands in it is no experiment. */
  readonly experiment: Experiment | null;
  /** Whether it differs from what is saved. */
  readonly dirty: boolean;
}

/** State of the trainer host as the window shows it in the engine badge. */
export type HostState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly report: EngineReport }
  | { readonly kind: 'lost'; readonly failure: Failure };

export interface StartRequest {
  readonly experiment: Experiment;
  readonly pace: Pace;
}

/** One run of a started experiment. */
export interface StartedRun {
  readonly runId: string;
  readonly lane: string;
  readonly seed: number;
}

/** A started experiment: its runs in lane, then seed order, and the folder they are recorded in. */
export interface StartedExperiment {
  readonly experiment: Experiment;
  /** How fast it trains now, or did when it ended. */
  readonly pace: Pace;
  readonly runs: readonly StartedRun[];
  readonly folder: string;
  /** Where it was opened from, if it is none of the list: shown, and not kept. */
  readonly opened: OpenedRecord | null;
}

/** A bundle, or an experiment's folder, that a person opened. */
export interface OpenedRecord {
  readonly kind: 'bundle' | 'folder';
  /** Absolute. */
  readonly path: string;
}

export type StartReply =
  | {
      readonly kind: 'started';
      readonly runs: readonly StartedRun[];
      readonly folder: string;
      /** Lanes that do not begin with the weights that were chosen; none where none were. */
      readonly unfit: readonly UnfitLane[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** `kept`: a person chose to keep what is open; `why` is one sentence. */
export type OpenReply =
  | { readonly kind: 'opened'; readonly started: StartedExperiment }
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; readonly why: string };

export type RunAction =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'step' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'pace'; readonly pace: Pace }
  /** Of the named run alone: lanes may differ in what is adjusted. */
  | { readonly kind: 'adjust'; readonly change: AdjustmentChange };

/** What people want of the experiment that trains: of all of its runs, now and later; an adjustment is of one run. */
export interface ControlRequest {
  /** The run to adjust, else any of the experiment: what is meant for an earlier one is ignored. */
  readonly runId: string;
  readonly action: RunAction;
}

export interface InspectRequest {
  readonly runId: string;
  readonly question: InspectionQuestion;
}

/** Request and reply: the window asks, main answers. */
export interface InvokeChannels {
  'app:describe': { readonly request: null; readonly reply: AppInfo };
  'host:state': { readonly request: null; readonly reply: HostState };
  /** Changes the language of window and menus, now and for later starts. Answered once it is saved. */
  'language:choose': { readonly request: { readonly choice: LanguageChoice }; readonly reply: null };
  /** Tells what stands in the form, whenever that has changed: main saves it, and asks before it is lost. */
  'document:edited': { readonly request: EditedExperiment; readonly reply: null };
  /** Opens the file at this absolute path: one that was dropped on the window. */
  'document:open': { readonly request: { readonly file: string }; readonly reply: null };
  /** Asks a person for a file of initial weights, for the runs that are started from now on. */
  'weights:choose': { readonly request: null; readonly reply: ChooseWeightsReply };
  /** Weights are drawn again. */
  'weights:clear': { readonly request: null; readonly reply: null };
  'run:start': { readonly request: StartRequest; readonly reply: StartReply };
  'run:control': { readonly request: ControlRequest; readonly reply: null };
  /** What a step of a run of the current experiment did; `refused` where that cannot be told. */
  'run:inspect': { readonly request: InspectRequest; readonly reply: InspectionAnswer };
  /** Opens the folder of a run in the system's file manager. */
  'run:reveal': { readonly request: { readonly runId: string }; readonly reply: null };
  /** Everything that was ever recorded in the folder of runs, read anew. */
  'records:list': { readonly request: null; readonly reply: RecordedList };
  /** Replaces what a person wrote to an experiment. */
  'records:annotate': {
    readonly request: { readonly id: string; readonly notes: RecordNotes };
    readonly reply: null;
  };
  /** Moves experiments out of the list; `records:restore` brings them back, until the bin is emptied. */
  'records:delete': { readonly request: { readonly ids: readonly string[] }; readonly reply: null };
  'records:restore': { readonly request: { readonly ids: readonly string[] }; readonly reply: null };
  /** Removes for good what was deleted. */
  'records:empty-bin': { readonly request: null; readonly reply: null };
  /** Makes a recorded experiment the current one, as it was: its run events come again. */
  'records:open': { readonly request: { readonly id: string }; readonly reply: OpenReply };
  /** Trains on what a recorded experiment has left to train. */
  'records:continue': {
    readonly request: { readonly id: string; readonly pace: Pace };
    readonly reply: OpenReply;
  };
  /** The run events of a recorded experiment, to be laid over others. Its runs are named by their folders. */
  'records:events': { readonly request: { readonly id: string }; readonly reply: readonly RunEvent[] };
  /** Puts the experiment that was opened from a bundle or a folder among the recorded ones, and shows it from there. */
  'records:import': { readonly request: null; readonly reply: OpenReply };
  /** Trains a recorded experiment again and compares; `verify:progress` tells how far it is. */
  'records:verify': {
    /** `id`: of this verification, made by who asks. */
    readonly request: { readonly id: string; readonly of: RecordSubject };
    readonly reply: VerifyReply;
  };
  /** Calls that verification off, whether it trains or waits for another's end. One that has ended is ignored. */
  'records:verify-stop': { readonly request: { readonly id: string }; readonly reply: null };
  /** Opens the folder of an experiment in the system's file manager. */
  'records:reveal': { readonly request: { readonly id: string }; readonly reply: null };
  /** Takes something recorded away: to a file that a person is asked for, or to the clipboard. */
  'export:make': { readonly request: ExportRequest; readonly reply: ExportReply };
  /** Tells whether the window shows something that can be exported: the menu offers it then. */
  'export:offer': { readonly request: { readonly available: boolean }; readonly reply: null };
  /** Asks for the run events: answered by a {@link SeriesHandover}, and by another one whenever their source changes. */
  'series:subscribe': { readonly request: null; readonly reply: null };
}

/** What the menu asks for: the window does what its own button of that name would. `pause` also resumes. */
export interface MenuCommand {
  readonly kind: 'run' | 'pause' | 'step' | 'stop' | 'undo' | 'redo' | 'export';
}

/** One way: main announces, the window listens. */
export interface AnnounceChannels {
  'host:state': HostState;
  /** Also after a choice in the menu. */
  'language:changed': LanguageState;
  /** Another experiment is open: the form begins with it. */
  'document:opened': Experiment;
  /** What stood in the form is saved: it differs from that no more. */
  'document:saved': Experiment;
  'menu:command': MenuCommand;
  /** A recorded experiment was opened by menu, drop or argument: it is current now. */
  'record:entered': StartedExperiment;
  'verify:progress': VerifyProgress;
  'series:handover': SeriesHandover;
}

/**
 * Where run events come from, now that a window was loaded, or a trainer process started or ended. With it comes a MessagePort
 * from each process that lives, in place of those before; together they carry every later event, those of a run in order. A
 * receiver that has some of the events already takes only the rest.
 */
export interface SeriesHandover {
  /**
   * The current experiment up to the moment from which the ports carry it: of each run its start, its steps in few long
   * chunks, its last pause or resumption, its end. Of an experiment with more than four million steps the first are left
   * out: a run may then begin with a chunk whose first step is not 0.
   */
  readonly events: readonly RunEvent[];
}

/** What was recorded, by name of folder; see the channels of these names. */
export interface RecordsBridge {
  list(): Promise<RecordedList>;
  annotate(id: string, notes: RecordNotes): Promise<null>;
  delete(ids: readonly string[]): Promise<null>;
  restore(ids: readonly string[]): Promise<null>;
  emptyBin(): Promise<null>;
  open(id: string): Promise<OpenReply>;
  continue(id: string, pace: Pace): Promise<OpenReply>;
  events(id: string): Promise<readonly RunEvent[]>;
  reveal(id: string): Promise<null>;
  import(): Promise<OpenReply>;
  verify(id: string, of: RecordSubject): Promise<VerifyReply>;
  stopVerify(id: string): Promise<null>;
  onVerifyProgress(listener: (progress: VerifyProgress) => void): () => void;
}

/** Takes what was recorded away; see the channels of these names. */
export interface ExportsBridge {
  make(request: ExportRequest): Promise<ExportReply>;
  offer(available: boolean): Promise<null>;
}

/** What training and its window need of main. Every `on…` returns its own unsubscribe. */
export interface TrainingBridge {
  describe(): Promise<AppInfo>;
  hostState(): Promise<HostState>;
  chooseLanguage(choice: LanguageChoice): Promise<null>;
  start(request: StartRequest): Promise<StartReply>;
  control(request: ControlRequest): Promise<null>;
  inspect(request: InspectRequest): Promise<InspectionAnswer>;
  reveal(runId: string): Promise<null>;
  onHostState(listener: (state: HostState) => void): () => void;
  onLanguage(listener: (state: LanguageState) => void): () => void;
  edited(edited: EditedExperiment): Promise<null>;
  onOpened(listener: (experiment: Experiment) => void): () => void;
  onSaved(listener: (experiment: Experiment) => void): () => void;
  onEntered(listener: (started: StartedExperiment) => void): () => void;
  onMenuCommand(listener: (command: MenuCommand) => void): () => void;
  /**
   * Run events from the trainer host, in order, each once; events of ended hosts are completed by main with `run-ended`.
   * The first listener of a page gets those of the current experiment from the first on.
   */
  onRunEvent(listener: (event: RunEvent) => void): () => void;
}

/** Initial weights; see the channels of these names. */
export interface WeightsBridge {
  choose(): Promise<ChooseWeightsReply>;
  clear(): Promise<null>;
}

/** `window.unroll`: all that the page can reach. */
export interface Bridge extends TrainingBridge {
  readonly records: RecordsBridge;
  readonly exports: ExportsBridge;
  readonly weights: WeightsBridge;
}
