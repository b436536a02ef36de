/** What an import would do: which sources it makes, which tags and entities it adds. Nothing is written here. */
import type { PlaceableText } from '../anchors/placeable';
import { place } from '../anchors/place';
import type { CodebookChange } from '../changes';
import { isDate } from '../yaml/scalars';
import { meaningKey, type Codebook, type Meaning, type Piece, type SourceDetails, type Tag } from '../model';
import { piecesOf } from '../pieces';
import { makeTag } from '../sidecar/make';
import { anchorIn } from '../anchors/context';
import { decide, DocText, fits, folded, type Judged } from './decide';
import { lossesFrom, noteLeft } from './loss';
import { Meanings, type Mapping, type Meant, type Taken } from './meanings';
import type { InDoc, Incoming, InPiece, Loss, Reading } from './model';
import { tagIdOf } from './uuid';

export interface Existing {
  /** Path below the folder that is imported into. */
  readonly name: string;
  readonly text: PlaceableText | undefined;
  readonly tags: readonly Tag[];
  readonly details: SourceDetails;
}

export interface PlannedSource {
  /** Path below the folder, made safe: no name of the file's leads anywhere else. */
  readonly name: string;
  /** The text to write; undefined where the source is there already. */
  readonly create?: string;
  readonly tags: readonly Tag[];
  readonly lost: number;
  /** Tags of the file that the source has already. */
  readonly same: number;
  readonly details: Readonly<Record<string, string>>;
}

export interface Plan {
  readonly what: string;
  readonly judged?: Judged;
  /** How the file was taken to count; undefined where it has no place to count. */
  readonly reading?: Reading;
  readonly sources: readonly PlannedSource[];
  readonly codebook: readonly CodebookChange[];
  /** How each code was taken. */
  readonly mapping: readonly Taken[];
  readonly losses: readonly Loss[];
}

export interface Wishes {
  readonly reading?: Reading;
  readonly map?: readonly Mapping[];
}

export function planImport(
  incoming: Incoming,
  there: readonly Existing[],
  codebook: Codebook,
  wishes: Wishes = {},
): Plan {
  const left = new Map<string, string[]>();
  const leave = (what: string, name: string): void => noteLeft(left, what, name);
  const docs = readDocs(incoming, there);
  const readable = docs.flatMap(({ doc, text, match }) => {
    const body = text ?? (match?.text && new DocText(match.text.text));
    return body ? [{ doc, text: body }] : [];
  });
  const judged = wishes.reading || incoming.reading ? undefined : decide(readable);
  const reading = wishes.reading ?? incoming.reading ?? judged?.reading;
  const meanings = new Meanings(incoming, codebook, wishes.map ?? []);
  const names = new Set(there.map(({ name }) => name.toLowerCase()));
  const sources: PlannedSource[] = [];
  for (const { doc, name, text, match } of docs) {
    const body = text ?? (match?.text && new DocText(match.text.text));
    if (!body || !reading) {
      if (doc.spans.length > 0 && !body) {
        for (const span of doc.spans) leave('tags of sources whose text is missing', `${name}#${span.label}`);
      } else if (!body) leave('sources whose text is missing', name);
      else if (!match && text) sources.push(created(name, doc, names));
      continue;
    }
    const here = match?.text && text && match.text.text !== body.body.text ? match.text : body.body;
    const had = match?.tags ?? [];
    const ids = new Set(had.map(({ id }) => id));
    const hadKeys = new Set(had.map(keyOf));
    const tags: Tag[] = [];
    // Tags with ids of their own hardly ever need to be known by what they say, which costs more than all else about them.
    const keys = new Set(hadKeys);
    let keyed = 0;
    const isKnown = (key: string): boolean => {
      for (; keyed < tags.length; keyed++) keys.add(keyOf(tags[keyed] as Tag));
      return keys.has(key);
    };
    let [lost, same] = [0, 0];
    for (const span of doc.spans) {
      const pieces = span.pieces.map((piece) => pieceOf(piece, body, reading));
      const rest = meanings.of(span);
      const why = pieces.some((piece) => piece === undefined)
        ? 'tags without a place and a quote'
        : rest === undefined
          ? meanings.isSkipped(span)
            ? 'tags of codes that are skipped'
            : 'tags without a code'
          : undefined;
      if (why !== undefined || !rest) {
        leave(why ?? '', `${name}#${span.label}`);
        continue;
      }
      const [first, ...also] = pieces as [Piece, ...Piece[]];
      const wanted = span.own?.id;
      if (
        wanted !== undefined &&
        ids.has(wanted) &&
        had.some((tag) => tag.id === wanted && sameTag(tag, tagWith(wanted, first, also, rest)))
      ) {
        same++;
        continue;
      }
      let id = wanted;
      if (id === undefined || had.length > 0 || ids.has(id)) {
        const key = keyOfPieces(pieces as Piece[], rest);
        if (wanted === undefined ? isKnown(key) : hadKeys.has(key)) {
          same++;
          continue;
        }
        if (id === undefined || ids.has(id)) id = tagIdOf(name, key);
        for (let n = 2; ids.has(id); n++) id = tagIdOf(name, key, String(n));
      }
      ids.add(id);
      const tag = tagWith(id, first, also, rest);
      if (pieces.some((piece) => piece?.before === '' && piece.after === '' && isNowhere(piece))) lost++;
      tags.push(tag);
    }
    const fresh = here === body.body ? tags : replaced(here, tags, () => lost++);
    const details = Object.fromEntries(
      Object.entries(doc.details ?? {}).filter(
        ([key, value]) => !match?.details.has(key) && /\S/.test(value) && (key !== 'date' || isDate(value)),
      ),
    );
    const plan = match ? { name: match.name } : created(name, doc, names);
    sources.push({ ...plan, tags: fresh, lost, same, details });
  }
  const losses = [...incoming.left, ...lossesFrom(left), ...meanings.left()];
  return {
    what: incoming.what,
    ...(judged && { judged }),
    ...(reading && { reading }),
    sources,
    codebook: meanings.changes(),
    mapping: meanings.mapping(),
    losses,
  };
}

/** The documents of a file with their texts, and the sources that are meant where they are there. */
export function readDocs(
  { docs }: Incoming,
  there: readonly Existing[],
): { doc: InDoc; name: string; text: DocText | undefined; match: Existing | undefined }[] {
  return docs.map((doc) => {
    const name = safeName(doc.name);
    const text = doc.text === undefined ? undefined : new DocText(doc.text);
    return { doc, name, text, match: matchOf(name, text, there, doc) };
  });
}

function created(name: string, doc: InDoc, names: Set<string>): PlannedSource {
  let free = name;
  for (let n = 2; names.has(free.toLowerCase()); n++) free = name.replace(/\.txt$/i, ` (${n}).txt`);
  names.add(free.toLowerCase());
  return {
    name: free,
    create: doc.text ?? '',
    tags: [],
    lost: 0,
    same: 0,
    details: doc.details ?? {},
  };
}

/** The source that is meant: with the same text, whatever its name; else with the name, where most of the quotes stand in it. */
function matchOf(
  name: string,
  text: DocText | undefined,
  there: readonly Existing[],
  doc: InDoc,
): Existing | undefined {
  const tail = name.slice(name.lastIndexOf('/') + 1);
  const named = (one: Existing): number =>
    one.name === name ? 2 : one.name.slice(one.name.lastIndexOf('/') + 1) === tail ? 1 : 0;
  const ranked = [...there].sort((a, b) => named(b) - named(a));
  if (!text) return ranked.find((one) => one.text !== undefined && named(one) > 0);
  const same = ranked.find((one) => one.text?.plain === text.body.plain);
  if (same) return same;
  const quotes = doc.spans.flatMap(({ pieces }) =>
    pieces.flatMap(({ quote, cut }) => (quote && !cut ? [folded(quote)] : [])),
  );
  return ranked.find((one) => {
    if (named(one) < 2 || !one.text || quotes.length === 0) return false;
    const whole = folded(one.text.plain);
    return quotes.filter((quote) => whole.includes(quote)).length * 2 > quotes.length;
  });
}

/** The anchor of a piece. One that does not say what the file says is looked for by its quote, and else comes as lost. */
function pieceOf(piece: InPiece, text: DocText, reading: Reading): Piece | undefined {
  const range = text.range(piece, reading);
  const { quote, cut } = piece;
  const found = range && range.to > range.from ? anchorIn(text.body, range) : undefined;
  if (quote === undefined || quote === '' || cut === true) return found;
  if (found && (fits(found.quote, piece) || folded(quote + found.quote) === '')) return found;
  // Blanks alone are no words to look for, but they are what it says.
  if (folded(quote) === '') return { at: NOWHERE, quote, before: '', after: '' };
  const { plain } = text.body;
  const at = plain.indexOf(quote);
  if (at >= 0 && plain.indexOf(quote, at + 1) < 0) {
    return anchorIn(text.body, {
      from: text.body.fromPlain(at),
      to: text.body.fromPlain(at + quote.length),
    });
  }
  return { at: NOWHERE, quote, before: '', after: '' };
}

const NOWHERE = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 };

function isNowhere({ at }: Piece): boolean {
  return at.endLine === 0 && at.endColumn === 0;
}

/** Tags that were placed in the file's text, in the one that is there. */
function replaced(here: PlaceableText, tags: readonly Tag[], lose: () => void): Tag[] {
  const placed = place(here, tags);
  return tags.map((tag, i) => {
    const one = placed[i];
    if (!one || one.kind === 'lost') {
      lose();
      return tag;
    }
    const [first, ...also] = one.pieces.map((range) => anchorIn(here, range));
    return first ? tagWith(tag.id, first, also, tag) : tag;
  });
}

function tagWith(id: string, first: Piece, also: readonly Piece[], { entity, sense, stance, by, note }: Meant): Tag {
  return makeTag(id, first, { also, entity, sense, stance, by, note });
}

function sameTag(a: Tag, b: Tag): boolean {
  return keyOf(a) === keyOf(b) || (meaningKey(a) === meaningKey(b) && a.quote === b.quote);
}

/** Equal for the same passage with the same meaning by the same coder. */
function keyOf(tag: Tag): string {
  return keyOfPieces(piecesOf(tag), tag);
}

function keyOfPieces(pieces: readonly Piece[], meant: Meant): string {
  const places = pieces.map(({ at, quote }) => [at.startLine, at.startColumn, at.endLine, at.endColumn, quote]);
  return JSON.stringify([places, meaningKey(meant as Meaning), meant.by ?? '']);
}

/** A path of a file's own, as a path below a folder: no `..`, no drive, no sign that a file system does not take. */
export function safeName(name: string): string {
  const parts = name
    .split(/[\\/]+/)

    .map((part) =>
      part
        .replace(/[\u0000-\u001f<>:"|?*\u202a-\u202e\u2066-\u2069]/g, '_')
        .replace(/^[. ]+|[. ]+$/g, '')
        .slice(0, 120),
    )
    .filter((part) => part !== '')
    .map((part) => (/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(part) ? `_${part}` : part));
  const path = parts.length === 0 ? 'source' : parts.slice(-8).join('/');
  return /\.txt$/i.test(path) ? path : `${path}.txt`;
}
