/** W3C Web Annotation (JSON-LD) and UIMA JSON CAS in. */
import { lossesFrom, noteLeft } from './loss';
import { FormatError, type InCode, type InDoc, type Incoming, type InPiece, type InSpan } from './model';
import { ownFrom, type Own } from './own';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const OURS = 'urn:stancemark:';

/** The JSON of a file; a syntax error is told with its line. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? NaN);
    const before = text.slice(0, at || 0).split('\n');
    throw new FormatError(
      'The JSON is broken.',
      ...(Number.isNaN(at) ? [] : [before.length, (before[before.length - 1] ?? '').length + 1]),
    );
  }
}

class Found {
  readonly codes = new Map<string, InCode>();
  readonly left = new Map<string, string[]>();

  code(path: readonly string[]): string {
    const key = path.join('\t');
    this.codes.set(key, { key, path, codable: true });
    return key;
  }

  leave(what: string, label: string): void {
    noteLeft(this.left, what, label);
  }

  incoming(what: string, docs: readonly InDoc[], more: Partial<Incoming> = {}): Incoming {
    return {
      what,
      docs,
      codes: [...this.codes.values()],
      entities: [],
      types: [],
      values: [],
      left: lossesFrom(this.left),
      ...more,
    };
  }
}

/** Annotations: an array, one, a collection or a page. Their texts are elsewhere: sources are named by the last of their path. */
export function readW3c(json: unknown): Incoming {
  const found = new Found();
  const byDoc = new Map<string, InSpan[]>();
  const annotations = listOf(
    isObject(json) ? (json['items'] ?? (isObject(json['first']) ? json['first']['items'] : json)) : json,
  );
  annotations.forEach((annotation, i) => {
    const label = isObject(annotation) ? (textIn(annotation['id']) ?? `annotation ${i + 1}`) : `annotation ${i + 1}`;
    if (!isObject(annotation) || annotation['target'] === undefined)
      return found.leave('annotations without a target', label);
    const pieces: InPiece[] = [];
    let source: string | undefined;
    for (const target of listOf(annotation['target'])) {
      if (!isObject(target)) continue;
      const selectors = listOf(target['selector']).filter(isObject);
      const position = selectors.find(({ type }) => type === 'TextPositionSelector');
      const quote = textIn(selectors.find(({ type }) => type === 'TextQuoteSelector')?.['exact']);
      const of = textIn(isObject(target['source']) ? target['source']['id'] : target['source']);
      if (of !== undefined) source ??= of;
      if (position)
        pieces.push({
          start: Number(position['start']),
          end: Number(position['end']),
          ...(quote !== undefined && { quote }),
        });
      else if (quote !== undefined) pieces.push({ start: NaN, end: NaN, quote });
    }
    if (pieces.length === 0) return found.leave('annotations of no place in a text', label);
    const span = spanOf(annotation, pieces, label, found);
    const name = docName(source);
    const list = byDoc.get(name);
    if (list) list.push(span);
    else byDoc.set(name, [span]);
  });
  // Our own files leave no doubt.
  const ours = [...byDoc.values()].every((spans) => spans.every(({ own }) => own !== undefined));
  return found.incoming(
    'W3C Web Annotation',
    [...byDoc].map(([name, spans]) => ({ name, spans })),
    ours ? { reading: { unit: 'code points', bom: false, crlf: 2, inclusive: false } } : {},
  );
}

function docName(source: string | undefined): string {
  const path = (source ?? 'source').replace(/[?#].*$/, '').replace(/^[a-z][\w+.-]*:\/\/[^/]*\//i, '');
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray `%`: the name as it stands.
    return path;
  }
}

function spanOf(annotation: Json, pieces: readonly InPiece[], label: string, found: Found): InSpan {
  const creator = isObject(annotation['creator']) ? annotation['creator'] : undefined;
  const by = textIn(creator?.['name'] ?? creator?.['nickname'] ?? annotation['creator']);
  const notes: string[] = [];
  let name: string | undefined;
  for (const body of listOf(annotation['body'])) {
    if (typeof body === 'string') notes.push(body);
    if (!isObject(body)) continue;
    const own = ownFrom(parsed(body[`${OURS}tag`]));
    if (own) return { pieces, own, label };
    const value =
      textIn(body['value']) ??
      textIn(body['source']) ??
      (isObject(body['source']) ? textIn(body['source']['label']) : undefined);
    if (value === undefined) continue;
    const purpose = body['purpose'] ?? annotation['motivation'];
    if (['tagging', 'identifying', 'classifying'].includes(String(purpose))) name ??= value;
    else notes.push(value);
  }
  return {
    pieces,
    code: found.code([name ?? 'Annotation']),
    ...(by !== undefined && { by }),
    ...(notes.length > 0 && { note: notes.join('\n') }),
    label,
  };
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // Not ours after all.
    return undefined;
  }
}

const ENTITY_TYPE = 'NamedEntity';

/** Feature structures as an array, or an object by id; a document for each view. Positions are UTF-16, `^begin` or `begin`. */
export function readCas(json: unknown, name: string): Incoming {
  const all = isObject(json) ? json['%FEATURE_STRUCTURES'] : undefined;
  const structures: Json[] = Array.isArray(all)
    ? all.filter(isObject)
    : isObject(all)
      ? Object.entries(all).flatMap(([id, value]) => (isObject(value) ? [{ '%ID': Number(id), ...value }] : []))
      : [];
  if (structures.length === 0) throw new FormatError('The file has no feature structures: it is no JSON CAS.');
  const byId = new Map(structures.map((one) => [one['%ID'], one]));
  const found = new Found();
  const sofas = structures.filter((one) => one['%TYPE'] === 'uima.cas.Sofa' && typeof one['sofaString'] === 'string');
  const docs = sofas.map((sofa, i): InDoc => {
    const mine = structures.filter((one) => one['@sofa'] === sofa['%ID']);
    const about = mine.find((one) => one['%TYPE'] === 'stancemark.Source');
    const meta = mine.find((one) => String(one['%TYPE']).endsWith('.DocumentMetaData'));
    const title = textIn(about?.['name']) ?? textIn(meta?.['documentTitle']);
    return {
      name: title ?? (sofas.length > 1 ? `${name}-${i + 1}` : name),
      text: String(sofa['sofaString']),
      spans: spansOf(mine, byId, found),
    };
  });
  return found.incoming('UIMA JSON CAS', docs, { reading: { unit: 'utf16', bom: true, crlf: 2, inclusive: false } });
}

function spansOf(structures: readonly Json[], byId: ReadonlyMap<unknown, Json>, found: Found): InSpan[] {
  const ours = new Map<string, { own: Own; pieces: InPiece[] }>();
  const spans: InSpan[] = [];
  const entityOf = (one: Json | undefined): string | undefined => {
    if (!one) return undefined;
    const id = textIn(one['identifier']);
    const value = textIn(one['value']);
    const type = String(one['%TYPE']).replace(/^.*\./, '');
    return found.code([
      ...(type === ENTITY_TYPE ? [] : [type]),
      ...(value === undefined ? [] : [value]),
      ...(id === undefined ? [] : [id.replace(/^.*\//, '')]),
    ]);
  };
  for (const one of structures) {
    const type = String(one['%TYPE']);
    const [start, end] = [one['begin'] ?? one['^begin'], one['end'] ?? one['^end']].map(Number);
    if (type === 'stancemark.Source' || type === 'uima.tcas.DocumentAnnotation' || /\.DocumentMetaData$/.test(type))
      continue;
    if (start === undefined || end === undefined || Number.isNaN(start) || Number.isNaN(end)) continue;
    if (/\.segmentation\.type\./.test(type)) {
      found.leave('tokens and sentences', String(one['%ID']));
      continue;
    }
    const piece = { start, end };
    const label = `feature structure ${String(one['%ID'])}`;
    const own = ownFrom(parsed(one['stancemark']));
    if (own?.id !== undefined) {
      const known = ours.get(own.id);
      if (known) known.pieces.push(piece);
      else ours.set(own.id, { own, pieces: [piece] });
      continue;
    }
    const [holder, target] = [entityOf(byId.get(one['@holder'])), entityOf(byId.get(one['@target']))];
    const value = textIn(one['polarity']);
    if (holder !== undefined && target !== undefined && value !== undefined) {
      spans.push({ pieces: [piece], stance: { holder, target, value }, label });
    } else {
      const short = type.replace(/^.*\./, '');
      const code =
        short === ENTITY_TYPE
          ? entityOf(one)
          : found.code([short, ...listOf(textIn(one['value']) ?? textIn(one['label'])).map(String)]);
      spans.push({
        pieces: [piece],
        ...(code !== undefined && { code: code === '' ? found.code([short]) : code }),
        label,
      });
    }
  }
  for (const [id, { own, pieces }] of ours) spans.push({ pieces, own, label: id });
  return spans;
}
