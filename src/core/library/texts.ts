/** The texts of closed sources, kept until the file's stamp (size and time) is another one. */
import { PlaceableText } from '../anchors/placeable';
import type { Files } from '../ports';

/** So many UTF-16 units of text are kept at the most; what was asked for longest ago goes first. */
const MOST = 40_000_000;

interface Kept {
  readonly stamp: string;
  readonly text: PlaceableText;
}

export class Texts {
  private readonly kept = new Map<string, Kept>();
  private size = 0;

  constructor(private readonly files: Files) {}

  /** The text of a source's file with its lines; undefined: no such file. Errors are those of `Files.readText`. */
  async of(uri: string): Promise<PlaceableText | undefined> {
    const stamp = (await this.files.stamp(uri))?.text;
    const known = this.kept.get(uri);
    if (stamp !== undefined && known?.stamp === stamp) return known.text;
    this.drop(uri);
    const text = stamp === undefined ? undefined : await this.files.readText(uri);
    if (stamp === undefined || text === undefined) return undefined;
    const kept = { stamp, text: new PlaceableText(text) };
    // Another caller may have been faster.
    this.drop(uri);
    this.kept.set(uri, kept);
    this.size += text.length;
    for (const oldest of this.kept.keys()) {
      if (this.size <= MOST || oldest === uri) break;
      this.drop(oldest);
    }
    return kept.text;
  }

  private drop(uri: string): void {
    this.size -= this.kept.get(uri)?.text.text.length ?? 0;
    this.kept.delete(uri);
  }
}
