/** One codebook as the library knows it: the file, or the defaults where there is none yet. */
import type { CodebookChange } from '../changes';
import { defaultCodebook, type CodebookFile } from '../codebook';
import { lookups, type CodebookView } from '../corpus';
import type { YamlFile } from './yaml-file';

export class Book {
  private snapshot: CodebookView | undefined;

  constructor(
    readonly uri: string,
    readonly file: YamlFile<CodebookFile, CodebookChange>,
  ) {}

  /** The file says something else: what was made of it holds no more. */
  outdated(): void {
    this.snapshot = undefined;
  }

  get view(): CodebookView {
    return (this.snapshot ??= viewOf(this));
  }
}

function viewOf(book: Book): CodebookView {
  const { now, refusal, unsaved } = book.file;
  const codebook = now?.codebook ?? defaultCodebook();
  return {
    uri: book.uri,
    exists: book.file.exists,
    ...codebook,
    refusal,
    faults: now?.faults ?? [],
    unsaved,
    ...lookups(codebook),
  };
}
