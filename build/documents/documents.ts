// The documents that are generated: what they are called, and what they say.
import { format, resolveConfig } from 'prettier';
import { experimentFileDocument } from './experiment-file';
import { presetsDocument } from './presets';

export interface GeneratedDocument {
  /** Path from the root. */
  readonly file: string;
  /** The text as the formatter leaves it. */
  readonly text: string;
}

/** @param root absolute path */
export async function generatedDocuments(root: string): Promise<readonly GeneratedDocument[]> {
  const drafts = {
    'docs/experiment-file.md': experimentFileDocument(),
    'docs/presets.md': presetsDocument(),
  };
  const config = await resolveConfig(`${root}/docs/presets.md`);
  return Promise.all(
    Object.entries(drafts).map(async ([file, draft]) => ({
      file,
      text: await format(draft, { ...config, parser: 'markdown' }),
    })),
  );
}
