/** WebAnno TSV 3 and CoNLL/IOB columns in. Texts are put together from the tokens. */
import { FormatError, type InCode, type InDoc, type Incoming, type InSpan, type Loss } from './model';

interface Building {
  text: string;
  readonly spans: InSpan[];
}

function incoming(
  what: string,
  docs: readonly InDoc[],
  codes: ReadonlyMap<string, InCode>,
  left: readonly Loss[],
): Incoming {
  return {
    what,
    reading: { unit: 'utf16', bom: true, crlf: 2, inclusive: false },
    docs,
    codes: [...codes.values()],
    entities: [],
    types: [],
    values: [],
    left,
  };
}

function codeOf(codes: Map<string, InCode>, path: readonly string[]): string {
  const key = path.join('\t');
  codes.set(key, { key, path, codable: true });
  return key;
}

/** Offsets of WebAnno TSV count UTF-16 over the whole text; sentences stand in `#Text=` lines, whose gaps become line ends. */
export function readWebAnno(text: string, name: string): Incoming {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const layers: { layer: string; features: string[]; first: number }[] = [];
  const codes = new Map<string, InCode>();
  let columns = 3;
  let built = '';
  let sentence = '';
  let placed = true;
  const spans = new Map<string, { start: number; end: number; code: string; label: string; line: number }>();
  let relations = 0;
  lines.forEach((line, i) => {
    const layer = /^#T_(SP|CH|RL)=(.*)$/.exec(line);
    if (layer) {
      const [, kind, of = ''] = layer as unknown as [string, string, string];
      const [type = '', ...features] = of.split('|');
      if (kind === 'SP') layers.push({ layer: type.replace(/^.*\./, ''), features, first: columns });
      else relations++;
      columns += Math.max(1, features.length);
      return;
    }
    if (line.startsWith('#Text=')) {
      const more = unescape(line.slice(6));
      sentence = placed ? more : `${sentence}\n${more}`;
      placed = false;
      return;
    }
    if (line === '' || line.startsWith('#')) return;
    const cells = line.split('\t');
    const place = /^(\d+)-(\d+)$/.exec(cells[1] ?? '');
    if (!place) throw new FormatError('A line has no place of a token (begin-end).', i + 1, 1);
    const [start, end] = [Number(place[1]), Number(place[2])];
    if (start > 100_000_000 || end > 100_000_000 || end < start)
      throw new FormatError('A token stands at no place that a text can have.', i + 1, 1);
    if (!placed) {
      built = `${built}${'\n'.repeat(Math.max(0, start - built.length))}${sentence}`;
      placed = true;
    }
    for (const { layer: type, features, first } of layers) {
      const values = features.length === 0 ? [cells[first] ?? '_'] : features.map((_, k) => cells[first + k] ?? '_');
      const stacks = values.map((value) => value.split('|'));
      const many = stacks.reduce((most, { length }) => Math.max(most, length), 0);
      for (let k = 0; k < many; k++) {
        const each = stacks.map((stack) => stack[k] ?? '_');
        if (each.every((value) => value === '_' || value === '')) continue;
        const id = each.map((value) => /\[(\d+)\]$/.exec(value)?.[1]).find((one) => one !== undefined);
        const words = each
          .map((value) => unescape(value.replace(/\[\d+\]$/, '')))
          .filter((value) => value !== '*' && value !== '_' && value !== '');
        const key = id === undefined ? `${i}:${type}:${k}` : `${type}[${id}]`;
        const known = spans.get(key);
        if (known) known.end = end;
        else spans.set(key, { start, end, code: codeOf(codes, [type, ...words.slice(-1)]), label: key, line: i + 1 });
      }
    }
  });
  const docs = [
    {
      name,
      text: built,
      spans: [...spans.values()].map(({ start, end, code, label }): InSpan => ({
        pieces: [{ start, end }],
        code,
        label,
      })),
    },
  ];
  const left = relations > 0 ? [{ what: 'layers of relations and chains', count: relations, tags: [] }] : [];
  return incoming('WebAnno TSV 3', docs, codes, left);
}

function unescape(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  return text.replace(/\\(.)/gs, (_, sign: string) => signs[sign] ?? sign);
}

/**
 * Columns of tokens, labels in those columns whose cells are all `O`, `B-…`, `I-…` (IOB1, IOB2) or also `E-…`, `S-…` (BIOES);
 * blank lines end sentences, `-DOCSTART-` begins a text. The text is the tokens with blanks between, a line for each sentence.
 */
export function readConll(text: string, name: string): Incoming {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const rows = lines.map((line) =>
    line.startsWith('#') || line.trim() === '' ? undefined : line.trimEnd().split(line.includes('\t') ? '\t' : /\s+/),
  );
  const tokens = rows.filter((row) => row !== undefined && row[0] !== '-DOCSTART-') as string[][];
  const width = tokens.reduce((most, { length }) => Math.max(most, length), 0);
  const isLabel = (cell: string | undefined): boolean => cell === undefined || /^(?:O|[BIES]-\S+)$/.test(cell);
  const labels = Array.from({ length: width }, (_, i) => i).filter(
    (i) => i > 0 && tokens.every((row) => isLabel(row[i])) && tokens.some((row) => row[i] !== undefined),
  );
  if (labels.length === 0)
    throw new FormatError('No column of the file has labels (O, B-…, I-…): it is no CoNLL file.');
  const word = tokens.every((row) => /^\d+$/.test(row[0] ?? '')) && width > 2 ? 1 : 0;
  const codes = new Map<string, InCode>();
  const docs: Building[] = [];
  let doc: Building | undefined;
  let lineStart = true;
  const open = new Map<number, { label: string; start: number; end: number }>();
  const close = (column: number): void => {
    const span = open.get(column);
    open.delete(column);
    if (span && doc)
      doc.spans.push({
        pieces: [{ start: span.start, end: span.end }],
        code: codeOf(codes, [span.label]),
        label: span.label,
      });
  };
  const closeAll = (): void => labels.forEach(close);
  rows.forEach((row, i) => {
    if (!row) {
      if ((lines[i] ?? '').startsWith('#')) return;
      closeAll();
      if (doc && !lineStart) doc.text += '\n';
      lineStart = true;
      return;
    }
    if (row[0] === '-DOCSTART-') {
      closeAll();
      doc = { text: '', spans: [] };
      docs.push(doc);
      lineStart = true;
      return;
    }
    if (!doc) docs.push((doc = { text: '', spans: [] }));
    if (!lineStart) doc.text += ' ';
    lineStart = false;
    const start = doc.text.length;
    doc.text += row[word] ?? '';
    const end = doc.text.length;
    for (const column of labels) {
      const cell = row[column] ?? 'O';
      const [sign, label] = [cell[0] ?? 'O', cell.slice(2)];
      const span = open.get(column);
      if (span && (sign === 'I' || sign === 'E') && span.label === label) span.end = end;
      else {
        close(column);
        if (sign !== 'O') open.set(column, { label, start, end });
      }
      if (sign === 'E' || sign === 'S') close(column);
    }
  });
  closeAll();
  const stem = name.replace(/\.[^.]+$/, '');
  return incoming(
    'CoNLL columns',
    docs
      .filter((one) => one.text !== '')
      .map((one, i, all) => ({ name: all.length > 1 ? `${stem}-${i + 1}.txt` : `${stem}.txt`, ...one })),
    codes,
    [],
  );
}
