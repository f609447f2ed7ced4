// The two catalogues, each put together from its parts: one file per part of the window, or of an export, and language.
import { charts } from './en/charts';
import { document } from './en/document';
import { engine } from './en/engine';
import { exports } from './en/exports';
import { figures } from './en/figures';
import { lab } from './en/lab';
import { menu } from './en/menu';
import { problems } from './en/problems';
import { records } from './en/records';
import { report } from './en/report';
import { said } from './en/said';
import { shell } from './en/shell';
import { status } from './en/status';
import { sweep } from './en/sweep';
import type { Language } from './language';
import type { Translation } from './message';
import { charts as zhCharts } from './zh-cn/charts';
import { document as zhDocument } from './zh-cn/document';
import { engine as zhEngine } from './zh-cn/engine';
import { exports as zhExports } from './zh-cn/exports';
import { figures as zhFigures } from './zh-cn/figures';
import { lab as zhLab } from './zh-cn/lab';
import { menu as zhMenu } from './zh-cn/menu';
import { problems as zhProblems } from './zh-cn/problems';
import { records as zhRecords } from './zh-cn/records';
import { report as zhReport } from './zh-cn/report';
import { said as zhSaid } from './zh-cn/said';
import { shell as zhShell } from './zh-cn/shell';
import { status as zhStatus } from './zh-cn/status';
import { sweep as zhSweep } from './zh-cn/sweep';

const en = {
  ...charts,
  ...document,
  ...engine,
  ...exports,
  ...figures,
  ...lab,
  ...menu,
  ...problems,
  ...records,
  ...report,
  ...said,
  ...shell,
  ...status,
  ...sweep,
};

type English = typeof en;

export type MessageKey = keyof English;

/** English text of a message: what its placeholders are read from. */
export type MessageText<K extends MessageKey> = English[K];

/** Every message of the window and of what is taken away from it, by language; `charts.loss` begins with the part it stands in. */
export const CATALOGUES: Readonly<Record<Language, Translation<English>>> = {
  en,
  'zh-CN': {
    ...zhCharts,
    ...zhDocument,
    ...zhEngine,
    ...zhExports,
    ...zhFigures,
    ...zhLab,
    ...zhMenu,
    ...zhProblems,
    ...zhRecords,
    ...zhReport,
    ...zhSaid,
    ...zhShell,
    ...zhStatus,
    ...zhSweep,
  },
};
