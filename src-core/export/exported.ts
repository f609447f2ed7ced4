// What an export comes to, as values: whoever asked writes them to a disk, or sends them elsewhere.

/** One file of a folder. `path` is relative, with `/`, and chosen by the format alone: no name of a person's goes into it. */
export interface ExportedFile {
  readonly path: string;
  readonly content: Uint8Array | string;
}

export type Exported =
  | { readonly kind: 'file'; readonly content: Uint8Array | string }
  | { readonly kind: 'folder'; readonly files: readonly ExportedFile[] }
  /** The format cannot hold what was asked for: one sentence, with what to do instead. */
  | { readonly kind: 'refused'; readonly why: string };
