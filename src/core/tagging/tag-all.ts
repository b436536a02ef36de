/**
 * Tag all and untag all, as pure functions: from the names found in a text to mentions that may be tagged, and from those that
 * were chosen to changes of the sidecar.
 */
import type { PlaceableText } from '../anchors/placeable';
import type { Range } from '../text/range';
import type { SidecarChange } from '../changes';
import { isLost, spansOf, type SourceView } from '../corpus';
import type { NameHit } from '../find/names';
import { suggestions, type Suggestion } from '../find/suggest';
import { isMention, type Dismissal, type Meaning, type Tag } from '../model';
import { quoteOf } from '../pieces';
import { tagRanges, type Tagging } from './tagging';
import { pieceAt } from '../anchors/context';
import { foldName } from '../text/fold';

export interface PlacedTag {
  readonly tag: Tag;
  /** Offsets of one of its pieces in the text. */
  readonly range: Range;
}

/** Where the pieces of a source's tags stand in its text, lost tags apart. `live` knows better while the source is open. */
export function placedTags(
  source: SourceView,
  text: PlaceableText,
  live?: (id: string) => readonly Range[] | undefined,
): PlacedTag[] {
  return source.tags.flatMap((tag): PlacedTag[] => {
    if (isLost(source, tag)) return [];
    const known = live?.(tag.id);
    if (known) return known.map((range) => ({ tag, range }));
    return spansOf(source, tag).map((span) => ({ tag, range: text.rangeOf(span) }));
  });
}

/** Both sides of a dismissed place need not have survived later edits; so much of one side is enough (UTF-16 units). */
const ENOUGH = 16;

/** The hit without the entities for which it was turned down; undefined if none is left. */
function undismissed(text: PlaceableText, hit: NameHit, dismissed: readonly Dismissal[]): NameHit | undefined {
  if (dismissed.length === 0) return hit;
  const forms = new Set([foldName(hit.form), foldName(text.text.slice(hit.from, hit.to))]);
  const about = dismissed.filter((one) => forms.has(foldName(one.form)) && isHere(text, hit, one));
  if (about.length === 0) return hit;
  if (about.some((one) => one.entity === undefined)) return undefined;
  const entities = hit.entities.filter((entity) => !about.some((one) => one.entity === entity));
  return entities.length > 0 ? { ...hit, entities } : undefined;
}

function isHere(text: PlaceableText, hit: Range, { before, after }: Dismissal): boolean {
  if (before === undefined && after === undefined) return true;
  const here = pieceAt(text, hit);
  const [sameBefore, sameAfter] = [here.before === (before ?? ''), here.after === (after ?? '')];
  return (
    (sameBefore && sameAfter) ||
    (sameBefore && here.before.length >= ENOUGH) ||
    (sameAfter && here.after.length >= ENOUGH)
  );
}

/** The names in a text that are neither tagged as a mention nor dismissed. `hits` are the finder's, of all names. */
export function openSuggestions(
  source: SourceView,
  text: PlaceableText,
  hits: readonly NameHit[],
  placed: readonly PlacedTag[],
): Suggestion[] {
  const taken = placed.filter(({ tag }) => isMention(tag)).map(({ range }) => range);
  const open = hits.flatMap((hit) => undismissed(text, hit, source.dismissed) ?? []);
  return suggestions(open, taken, () => false);
}

/** A passage that 'Tag All Mentions' offers. */
export interface Candidate extends Suggestion {
  /** Would it be tagged without a further look? */
  readonly sure: boolean;
}

/** A candidate is ticked from this confidence on; a name that two entities share, alone, stays just below. */
const SURE = 0.55;
/** What a reason that speaks of the place, not of the words, takes from the confidence. */
const DOUBTFUL = 0.3;

/**
 * The passages to tag as an entity, in the order of the text. Left out are those inside of which, or around which, a mention of
 * the same entity stands: done twice, nothing changes. A passage that another entity's mention covers, and one that was
 * dismissed, are offered unticked. `hits` are those of all names, so that a longer name of another entity has won already.
 * `asked`: the user named these very words, so whether they look like a name is no question.
 */
export function candidates(
  entity: string,
  source: SourceView,
  text: PlaceableText,
  hits: readonly NameHit[],
  placed: readonly PlacedTag[],
  asked = false,
): Candidate[] {
  const mentions = placed.filter(({ tag }) => isMention(tag));
  return hits.flatMap((hit): Candidate[] => {
    if (!hit.entities.includes(entity)) return [];
    const touching = mentions.filter(({ range }) => range.from < hit.to && hit.from < range.to);
    if (touching.some(({ tag }) => tag.entity === entity)) return [];
    const [judged] = suggestions([hit], [], () => false);
    if (!judged) return [];
    const certain = asked && hit.exactCase && hit.ending === '';
    let confidence = certain ? 1 : judged.confidence;
    const why = certain ? [] : [...judged.why];
    const doubt = (reason: string): void => {
      confidence = Math.round(confidence * DOUBTFUL * 100) / 100;
      why.unshift(reason);
    };
    if (touching.length > 0) doubt('tagged as another entity');
    if (!undismissed(text, hit, source.dismissed)?.entities.includes(entity)) doubt('dismissed as a suggestion');
    return [{ hit, confidence, why, sure: confidence >= SURE }];
  });
}

/** What finds a candidate again when its text has changed since it was offered. */
export interface Spot extends Range {
  readonly quote: string;
  readonly before: string;
  readonly after: string;
}

export function spotOf(text: PlaceableText, range: Range): Spot {
  const { quote, before, after } = pieceAt(text, range);
  return { from: range.from, to: range.to, quote, before, after };
}

/** Where the spots stand now: in the same place, else at the one passage with the same words and context. */
export function spotsNow(text: PlaceableText, spots: readonly Spot[]): (Range | undefined)[] {
  return spots.map((spot) => {
    const same = (range: Range): boolean => {
      const piece = pieceAt(text, range);
      return piece.quote === spot.quote && piece.before === spot.before && piece.after === spot.after;
    };
    if (spot.to <= text.text.length && same(spot)) return { from: spot.from, to: spot.to };
    const length = spot.to - spot.from;
    const words = text.text === text.plain ? spot.quote : spot.quote.replace(/\n/g, '\r\n');
    const found: Range[] = [];
    for (let at = text.text.indexOf(words); at >= 0 && found.length < 2; at = text.text.indexOf(words, at + 1)) {
      if (same({ from: at, to: at + length })) found.push({ from: at, to: at + length });
    }
    return found.length === 1 ? found[0] : undefined;
  });
}

/** The changes that tag the ranges of one source; ranges that say the same already are counted in `same`. */
export function tagAllChanges(
  ranges: readonly Range[],
  meaning: Meaning,
  context: { text: PlaceableText; placed: readonly PlacedTag[]; newId: () => string; by?: string },
): Tagging {
  const taken = new Set<string>();
  return tagRanges(ranges, meaning, {
    text: context.text,
    by: context.by,
    newId: () => {
      let id = context.newId();
      while (taken.has(id)) id = context.newId();
      taken.add(id);
      return id;
    },
    tagsWithin: ({ from, to }) => context.placed.filter(({ range }) => range.from < to && from < range.to),
  });
}

export interface Untag {
  /** Mentions of this entity. */
  readonly entity?: string;
  /** Mentions with these words, case and accents apart. */
  readonly form?: string;
  /** Tags of this coder. */
  readonly by?: string;
  /** Tags that a query gives. */
  readonly among?: (source: SourceView) => ReadonlySet<string>;
}

/** The tags that 'Untag All' would remove: those that fit everything that is asked for. Nothing asked for: none. */
export function tagsToRemove(source: SourceView, what: Untag): Tag[] {
  const { entity, form, by, among } = what;
  if (entity === undefined && form === undefined && by === undefined && !among) return [];
  const wanted = form === undefined ? undefined : foldName(form);
  const ids = among?.(source);
  return source.tags.filter(
    (tag) =>
      (entity === undefined || tag.entity === entity) &&
      (wanted === undefined || (isMention(tag) && foldName(quoteOf(tag)) === wanted)) &&
      (by === undefined || tag.by === by) &&
      (!ids || ids.has(tag.id)),
  );
}

export function removal(ids: readonly string[]): SidecarChange[] {
  return ids.map((id) => ({ op: 'remove', id }));
}
