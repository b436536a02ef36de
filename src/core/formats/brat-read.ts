/** brat standoff in: one `.ann` with its text. A line that cannot be read is told with its number; the rest is kept. */
import type { Sense, Stance } from '../model';
import { lossesFrom, noteLeft } from './loss';
import type { InCode, InDoc, Incoming, InPiece, InSpan } from './model';
import { bratName, OWN_NOTE } from './brat-write';
import { stanceFrom, ownFrom, type Own } from './own';

interface Text {
  readonly type: string;
  readonly pieces: readonly InPiece[];
  readonly words: string;
}

interface Extra {
  intensity?: Stance['intensity'];
  certainty?: Stance['certainty'];
  own?: Own;
  name?: string;
  notes: string[];
  norm?: string;
  value?: string;
  sense?: Sense;
}

/** `docs`: the stem of each file's name with its annotations and its text. */
export function readBrat(docs: readonly { name: string; ann: string; text: string | undefined }[]): Incoming {
  const codes = new Map<string, InCode>();
  const left = new Map<string, string[]>();
  const read = docs.map((doc) => readOne(doc, codes, left));
  return {
    what: 'brat standoff',
    docs: read,
    codes: [...codes.values()],
    entities: [],
    types: [],
    values: [],
    left: lossesFrom(left),
  };
}

function readOne(
  { name, ann, text }: { name: string; ann: string; text: string | undefined },
  codes: Map<string, InCode>,
  left: Map<string, string[]>,
): InDoc {
  const texts = new Map<string, Text>();
  const events = new Map<string, { type: string; trigger: string; roles: ReadonlyMap<string, string> }>();
  const extras = new Map<string, Extra>();
  const relations: { type: string; line: number }[] = [];
  const attributes: { attribute: string; target: string; value: string | undefined; line: number }[] = [];
  const extra = (id: string): Extra => {
    const known = extras.get(id) ?? { notes: [] };
    extras.set(id, known);
    return known;
  };
  const leave = (what: string, line: number): void => {
    noteLeft(left, what, `${name}.ann:${line}`);
  };
  ann
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((line, i) => {
      if (line.trim() === '') return;
      const [id = '', middle = '', ...more] = line.split('\t');
      const tail = more.length > 0 ? more.join('\t') : undefined;
      const words = middle.trim().split(/ +/);
      switch (id[0]) {
        case 'T': {
          const match = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/.exec(middle.trim());
          if (!match) return leave('lines that cannot be read', i + 1);
          const [, type = '', places = ''] = match;
          const spans = places.split(';').map((one) => one.split(' ').map(Number) as [number, number]);
          texts.set(id, { type, pieces: withQuotes(spans, tail ?? ''), words: tail ?? '' });
          return;
        }
        case 'E': {
          const pairs = words.map(
            (word) => [word.slice(0, word.lastIndexOf(':')), word.slice(word.lastIndexOf(':') + 1)] as const,
          );
          const [first, ...roles] = pairs;
          if (!first) return leave('lines that cannot be read', i + 1);
          events.set(id, { type: first[0], trigger: first[1], roles: new Map(roles) });
          return;
        }
        case 'A':
        case 'M': {
          const [attribute = '', target = '', value] = words;
          attributes.push({ attribute, target, value, line: i + 1 });
          return;
        }
        case 'N':
          if (tail !== undefined && tail !== '') extra(words[1] ?? '').norm = tail;
          return;
        case '#': {
          const [type = '', target = ''] = words;
          if (type === OWN_NOTE) ownNote(tail ?? '', extra(target));
          else if (tail !== undefined) extra(target).notes.push(tail);
          return;
        }
        case 'R':
        case '*':
          relations.push({ type: words[0] ?? '', line: i + 1 });
          return;
        default:
          return leave('lines that cannot be read', i + 1);
      }
    });
  // Relations of ours are those of stances that carry themselves in a note.
  const ours = new Set(
    [...extras.values()].flatMap(({ own }) => (own?.stance ? [bratName(own.stance.value, new Map())] : [])),
  );
  for (const { type, line } of relations) {
    if (!ours.has(type.replace(/(?:_\d+)?_of$/, ''))) leave('relations', line);
  }
  for (const { attribute, target, value, line } of attributes) {
    const event = events.get(target);
    const graded = event !== undefined && event.roles.has('Holder') && event.roles.has('Target');
    const of = extra(target);
    const read = stanceFrom({ holder: 'h', target: 't', value: 'v', [attribute.toLowerCase()]: value?.toLowerCase() });
    if (attribute === 'Polarity' && value !== undefined) of.value = value;
    // What ours carry in their note as well is read from there.
    else if (of.own) continue;
    else if (attribute === 'Metonym' && value === undefined && texts.has(target)) of.sense = 'metonym';
    else if (graded && attribute === 'Intensity' && read?.intensity) of.intensity = read.intensity;
    else if (graded && attribute === 'Certainty' && read?.certainty) of.certainty = read.certainty;
    else leave(`attributes (${attribute})`, line);
  }
  const triggers = new Map([...events].map(([id, event]) => [event.trigger, { id, ...event }]));
  const keyOf = (id: string, named: boolean): string | undefined => {
    const found = texts.get(id);
    if (!found) return undefined;
    const norm = extras.get(id)?.norm ?? (named ? found.words : undefined);
    const path = norm === undefined ? [found.type] : [found.type, norm];
    const key = path.join('\t');
    codes.set(key, { key, path, codable: true });
    return key;
  };
  const inRole = new Set([...events.values()].flatMap(({ roles }) => [roles.get('Holder'), roles.get('Target')]));
  const spans = [...texts].map(([id, { pieces }]): InSpan => {
    const event = triggers.get(id);
    const more = extras.get(event?.id ?? id) ?? extras.get(id);
    const own = more?.own;
    if (own) return { pieces, own, label: id };
    const note = more && more.notes.length > 0 ? { note: more.notes.join('\n') } : {};
    const [holder, target] = [event?.roles.get('Holder'), event?.roles.get('Target')].map(
      (role) => role && keyOf(role, true),
    );
    const grades = {
      ...(more?.intensity && { intensity: more.intensity }),
      ...(more?.certainty && { certainty: more.certainty }),
    };
    if (event && holder && target && more?.value !== undefined) {
      return { pieces, stance: { holder, target, value: more.value, ...grades }, ...note, label: id };
    }
    if (event && event.roles.size > 0) leave(`arguments of events (${event.type})`, 0);
    const code = keyOf(id, inRole.has(id));
    return {
      pieces,
      ...(code !== undefined && { code }),
      ...(more?.sense && { own: { sense: more.sense } }),
      ...note,
      label: id,
    };
  });
  return { name: `${name}.txt`, ...(text !== undefined && { text }), spans };
}

/** The words of fragments are joined by one blank each: taken apart by their lengths in code points. */
function withQuotes(spans: readonly (readonly [number, number])[], words: string): InPiece[] {
  const points = [...words];
  const sum = spans.reduce((total, [start, end]) => total + end - start, spans.length - 1);
  if (spans.length === 1) return spans.map(([start, end]) => ({ start, end, quote: words }));
  let at = 0;
  return spans.map(([start, end]) => {
    const quote = points.slice(at, at + end - start).join('');
    at += end - start + 1;
    return { start, end, ...(points.length === sum && { quote }) };
  });
}

function ownNote(text: string, extra: Extra): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Somebody changed it by hand: the tag is then read as any other.
    return;
  }
  const own = ownFrom(value);
  if (own) extra.own = own;
}
