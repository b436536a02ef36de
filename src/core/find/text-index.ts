/**
 * The hits of a text, kept while the text is edited: after a change only its neighbourhood is searched again.
 *
 * Where to begin: a match reads no more than the longest form and an ending, so one that begins farther before the change
 * never saw it. Where to stop: behind the first white space after the change at which neither the old hits nor the new
 * ones are in the middle of a name; from there on the old search and a new one would do the same.
 */
import { LONGEST_ENDING } from '../text/endings';
import { IGNORED, kindOf, LINE_BREAK, MARK, SPACE } from '../text/letters';
import type { TextChange } from '../text/map-range';
import type { NameFinder, NameHit } from './names';

/** One text with its hits. */
export class SourceNames {
  private current: string;
  private found: readonly NameHit[];

  constructor(
    private readonly finder: NameFinder,
    text: string,
  ) {
    this.current = text;
    this.found = finder.find(text);
  }

  get text(): string {
    return this.current;
  }

  /** Exactly what `finder.find(text)` would give. A new array after each change. */
  get hits(): readonly NameHit[] {
    return this.found;
  }

  /**
   * Follows the changes of one event: all offsets refer to the text before it, no two overlap, their order is free.
   * Throws a RangeError for a change outside the text, and then keeps the old state.
   */
  apply(changes: readonly TextChange[]): void {
    if (changes.length === 0) return;
    const ordered = [...changes].sort((a, b) => a.offset - b.offset || a.removed - b.removed);
    const text = changed(this.current, ordered);
    this.found = this.searchAround(text, ordered);
    this.current = text;
  }

  private searchAround(text: string, changes: readonly TextChange[]): NameHit[] {
    const { finder, found: old } = this;
    const hits: NameHit[] = [];
    /** The hits that begin before this offset of the new text are known, and none reaches beyond it. */
    let done = 0;
    /** The next of the old hits. */
    let next = 0;
    /** New offset less old offset, where the loop stands. */
    let shift = 0;
    const keepBefore = (limit: number): void => {
      for (let hit = old[next]; hit && hit.from + shift < limit; hit = old[++next]) {
        hits.push(shift === 0 ? hit : { ...hit, from: hit.from + shift, to: hit.to + shift });
        done = hit.to + shift;
      }
    };
    for (let i = 0; i < changes.length;) {
      const first = (changes[i] as TextChange).offset + shift;
      const start = safeStart(text, first, finder.longest + LONGEST_ENDING + 2);
      keepBefore(start);
      let at = Math.max(done, start);
      let end = first;
      for (let open = true; open;) {
        // Whatever changes before the end belongs to this search.
        for (let change = changes[i]; change && change.offset + shift <= end; change = changes[++i]) {
          end = borderAfter(text, change.offset + shift + change.text.length);
          shift += change.text.length - change.removed;
        }
        hits.push(...finder.find(text, at, end));
        while ((old[next]?.from ?? Infinity) + shift < end) next++;
        const reached = Math.max(hits.at(-1)?.to ?? 0, (old[next - 1]?.to ?? -Infinity) + shift);
        at = Math.max(at, end, hits.at(-1)?.to ?? 0);
        open = reached > end;
        if (open) end = borderAfter(text, reached);
      }
      done = end;
    }
    keepBefore(Infinity);
    return hits;
  }
}

/** The text after changes in ascending order. */
function changed(text: string, changes: readonly TextChange[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const change of changes) {
    if (change.offset < at || change.offset + change.removed > text.length)
      throw new RangeError('change outside the text');
    parts.push(text.slice(at, change.offset), change.text);
    at = change.offset + change.removed;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** An offset so far before `at` that a match of `reach` plain characters that begins there, or earlier, does not come to it. */
function safeStart(text: string, at: number, reach: number): number {
  let start = at;
  for (let left = reach; start > 0 && left >= 0; start--) {
    const unit = text.charCodeAt(start - 1);
    const kind = kindOf(unit);
    const counts = kind !== SPACE && kind !== LINE_BREAK && kind !== IGNORED && kind !== MARK;
    // Marks, second surrogates and runs of white space may come to nothing in the plain form.
    if (counts && !(unit >= 0xdc00 && unit < 0xe000)) left--;
  }
  return start;
}

/** The first offset after `at` that has white space right before it; the end of the text if there is none. */
function borderAfter(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    const kind = kindOf(text.charCodeAt(end));
    if (kind === SPACE || kind === LINE_BREAK) return end + 1;
  }
  return text.length;
}

/** The hits of many texts, each kept under a key (a source's address) until its text changes. */
export class NameIndex {
  private readonly sources = new Map<string, SourceNames>();

  constructor(readonly finder: NameFinder) {}

  /** The hits in `text`; at no cost if it is the text that was asked for last under this key, or the changes led to it. */
  hits(key: string, text: string): readonly NameHit[] {
    let source = this.sources.get(key);
    if (source?.text !== text) this.sources.set(key, (source = new SourceNames(this.finder, text)));
    return source.hits;
  }

  /** Follows an edit; of a text that was never asked for, nothing is kept. See {@link SourceNames.apply}. */
  apply(key: string, changes: readonly TextChange[]): void {
    this.sources.get(key)?.apply(changes);
  }

  /** Forgets a text, for instance when its source is gone. */
  forget(key: string): void {
    this.sources.delete(key);
  }
}
