import type { Corpus } from '../corpus';
import { AUTHOR } from '../model';
import { ownDetailKeys } from '../details/keys';
import { DETAIL_PREFIX, FIELDS, FIELD_NAMES, FUNCTIONS, FUNCTION_NAMES, LONGEST, type FieldName } from './language';
import { quoteValue, tokensOf, type Token } from './lex';
import { speakerName, speakersIn } from '../speakers/speakers';
import { foldName } from '../text/fold';
import { label as shown } from '../text/safe';
import { naturalCompare } from '../text/natural';
import { VOICES, VOICE_SAYS } from '../words/voice';

/** Something that could be written: `insert` goes in place of the query's text between `from` and `to`. */
export interface Completion {
  /** What to show; names from files are made visible and short. */
  readonly label: string;
  readonly insert: string;
  readonly from: number;
  readonly to: number;
  readonly detail?: string;
}

/** As many as one looks through; typing on narrows them down. */
const MOST = 50;

/** What can stand at `offset` (UTF-16) of a query, half-written or wrong elsewhere as it may be; the likeliest first. */
export function completeQuery(text: string, offset: number, corpus: Corpus): readonly Completion[] {
  if (text.length > LONGEST) return [];
  const tokens = tokensOf(text);
  const at = tokens.findIndex((token) => token.from < offset && offset <= token.to);
  const token = tokens[at];
  if (token?.kind === 'field' && token.valueFrom !== undefined && offset >= token.valueFrom) {
    return completeValue(token, offset, text, corpus);
  }
  const typing = token?.kind === 'word' || token?.kind === 'field' ? token : undefined;
  if (
    token &&
    !typing &&
    token.kind !== 'open' &&
    token.kind !== 'call' &&
    token.kind !== 'minus' &&
    token.kind !== 'comma'
  ) {
    return [];
  }
  const from = typing?.from ?? offset;
  const typed = text.slice(from, offset);
  const before = tokens.filter((other) => other.to <= from);
  const place = { from, to: typing ? (typing.kind === 'word' ? typing.to : (typing.valueFrom ?? offset)) : offset };
  return chosen(typed, [...units(before, place), ...words(before, place, corpus)]);
}

interface Candidate extends Completion {
  /** Further words by which it is found. */
  readonly also?: readonly string[];
}

function words(before: readonly Token[], place: { from: number; to: number }, corpus: Corpus): Candidate[] {
  const candidates: Candidate[] = FIELD_NAMES.map((name) => {
    return { label: `${name}:`, insert: `${name}:`, ...place, detail: FIELDS[name].says };
  });
  for (const key of ownDetailKeys(corpus.sources)) {
    if (!/^[\p{L}\p{N}_.-]+$/u.test(key)) continue;
    const field = `${DETAIL_PREFIX}${key}:`;
    candidates.push({
      label: shown(field),
      insert: field,
      ...place,
      detail: 'in sources with this detail',
      also: [key],
    });
  }
  for (const name of FUNCTION_NAMES) {
    candidates.push({ label: `${name}(…)`, insert: `${name}(`, ...place, detail: FUNCTIONS[name] });
  }
  const last = before.at(-1);
  const afterTerm = last && ['word', 'phrase', 'field', 'close'].includes(last.kind);
  if (afterTerm) {
    candidates.push({ label: 'and', insert: 'and', ...place, detail: 'both; may be left out' });
    candidates.push({ label: 'or', insert: 'or', ...place, detail: 'one or the other' });
  }
  candidates.push({ label: 'not', insert: 'not', ...place, detail: 'all that is not so; also a - before it' });
  return candidates;
}

/** After the second comma of a `near(` stands the distance. */
function units(before: readonly Token[], place: { from: number; to: number }): Candidate[] {
  const last = before.at(-1);
  const open: { near: boolean; commas: number }[] = [];
  for (const token of before) {
    if (token.kind === 'open') open.push({ near: false, commas: 0 });
    else if (token.kind === 'call') open.push({ near: token.text === 'near', commas: 0 });
    else if (token.kind === 'close') open.pop();
    else if (token.kind === 'comma') {
      const innermost = open.at(-1);
      if (innermost) innermost.commas++;
    }
  }
  const innermost = open.at(-1);
  if (!innermost?.near || innermost.commas < 2) return [];
  if (last?.kind === 'word' && /^\d+$/.test(last.text)) {
    return ['paragraphs', 'lines'].map((unit) => ({ label: unit, insert: unit, ...place }));
  }
  const distances = ['1 paragraph', '2 paragraphs', '1 line', '3 lines'];
  return distances.map((distance) => ({ label: distance, insert: distance, ...place, detail: 'within so many' }));
}

function completeValue(token: Token, offset: number, text: string, corpus: Corpus): Completion[] {
  const name = token.text as FieldName;
  const detail = name.startsWith(DETAIL_PREFIX) ? foldName(name.slice(DETAIL_PREFIX.length)) : undefined;
  if (detail === undefined && !Object.hasOwn(FIELDS, name)) return [];
  const from = token.valueFrom ?? token.to;
  // Quotes that are not closed reach to the end of the query: replace what was typed, and no more.
  const to = token.unclosed ? offset : token.to;
  const typed = text.slice(from, offset).replace(/^["“”„«»]|["“”»]$/g, '');
  return chosen(
    typed,
    (detail === undefined ? valuesOf(name, corpus) : ownValues(corpus, detail)).map(({ value, ...rest }) => ({
      ...rest,
      insert: quoteValue(value),
      from,
      to,
    })),
  );
}

interface Value {
  readonly label: string;
  readonly value: string;
  readonly detail?: string;
  readonly also?: readonly string[];
}

function valuesOf(field: FieldName, corpus: Corpus): Value[] {
  const { codebook } = corpus;
  switch (field) {
    case 'entity':
    case 'target':
      return entities(corpus);
    case 'holder':
    case 'via':
      return [{ label: AUTHOR, value: AUTHOR, detail: 'the text’s own voice' }, ...entities(corpus)];
    case 'type':
      return codebook.types.map((type) => ({ label: shown(type.label), value: type.id, also: [type.id] }));
    case 'stance':
      return codebook.stances.map((value) => {
        return { label: shown(value.label), value: value.id, detail: value.axis, also: [value.id] };
      });
    case 'by':
    case 'event':
      return distinct(corpus, field);
    case 'outlet':
    case 'author':
    case 'date':
      return distinctDetails(corpus, field);
    case 'source':
      return corpus.sources.slice(0, 2000).map((source) => {
        const title = source.details.get('title');
        return {
          label: shown(source.name),
          value: source.name,
          detail: title && shown(title),
          also: title ? [title] : [],
        };
      });
    case 'speaker':
      return speakersIn(corpus.codebook, corpus.sources).map((speaker) => ({
        label: shown(speakerName(corpus.codebook, speaker)),
        value: speaker.id ?? speaker.name,
        also: [speaker.name],
      }));
    case 'intensity':
      return ['1', '2', '3', '4', '>=3', '<=2'].map((value) => ({ label: value, value }));
    default: {
      const spec = FIELDS[field];
      if (field === 'voice') return VOICES.map((value) => ({ label: value, value, detail: VOICE_SAYS[value] }));
      return spec.shape === 'one-of' ? spec.values.map((value) => ({ label: value, value })) : [];
    }
  }
}

function entities({ codebook }: Corpus): Value[] {
  return codebook.entities.map(({ id, name, type, aliases }) => {
    return { label: shown(name), value: id, detail: shown(`${type} · ${id}`), also: [id, ...aliases] };
  });
}

function distinct(corpus: Corpus, field: 'by' | 'event'): Value[] {
  const found = new Set<string>();
  for (const source of corpus.sources) {
    for (const tag of source.tags) {
      const value = field === 'by' ? tag.by : tag.stance?.event;
      if (value) found.add(value);
    }
  }
  return sorted(found);
}

function distinctDetails(corpus: Corpus, key: 'outlet' | 'author' | 'date'): Value[] {
  const found = new Set<string>();
  for (const source of corpus.sources) {
    const value = source.details.get(key);
    if (value) found.add(value);
  }
  return sorted(found);
}

function ownValues(corpus: Corpus, key: string): Value[] {
  const found = new Set<string>();
  for (const source of corpus.sources) {
    for (const [name, value] of source.details) if (value !== '' && foldName(name) === key) found.add(value);
  }
  return sorted(found);
}

function sorted(values: Set<string>): Value[] {
  return [...values].sort(naturalCompare).map((value) => ({ label: shown(value), value }));
}

/** Those that begin with what was typed, then those that hold it. */
function chosen(typed: string, candidates: readonly Candidate[]): Completion[] {
  const wanted = foldName(typed);
  const begins: Completion[] = [];
  const holds: Completion[] = [];
  for (const { also, ...completion } of candidates) {
    const names = [completion.label, ...(also ?? [])].map(foldName);
    if (names.some((name) => name.startsWith(wanted))) begins.push(completion);
    else if (names.some((name) => name.includes(wanted))) holds.push(completion);
    if (begins.length >= MOST) break;
  }
  return [...begins, ...holds].slice(0, MOST);
}
