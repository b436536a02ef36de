/** Who stands how to what: DNA's event list, and networks for Gephi. */
import { csvOf, guarded } from '../text/csv';
import { AUTHOR, type StanceTag } from '../model';
import { GAP } from '../pieces';
import { quoteAt, standing } from './from-corpus';
import { lossesOf, notWritten, tagName } from './loss';
import type { Loss, Outgoing, OutSource, OutTag } from './model';
import { DECLARATION, element } from './xml';

const nameOf = ({ codebook }: Outgoing, id: string): string =>
  id === AUTHOR ? 'author' : (codebook.entity(id)?.name ?? id);

const DNA_COLUMNS = [
  ...[
    'statement_id',
    'time',
    'person',
    'organization',
    'concept',
    'agreement',
    'start_position',
    'stop_position',
    'text',
  ],
  ...[
    'coder',
    'document_id',
    'document_title',
    'document_author',
    'document_source',
    'document_section',
    'document_type',
  ],
];

/**
 * DNA's agreement is yes or no: what is neither is in the report. Offsets are UTF-16, as Java counts. DNA writes `;` and `"` in
 * texts as `,` and `'`; a spreadsheet opens the list as well, so no text begins like a formula.
 */
export function dnaOf(out: Outgoing): { text: string; losses: Loss[] } {
  const cell = (value: string | number | undefined): string =>
    typeof value === 'number'
      ? String(value)
      : guarded(
          (value ?? '')
            .replaceAll(';', ',')
            .replaceAll('"', "'")
            .replace(/[\r\n]+/g, ' '),
        );
  const changed: string[] = [];
  const axisOf = ({ tag }: OutTag): string => out.codebook.value(tag.stance?.value ?? '')?.axis ?? 'unclear';
  const why = (one: OutTag): string | undefined => {
    const lost = notWritten(one);
    if (lost !== undefined) return lost;
    if (!one.tag.stance) return 'mentions';
    const axis = axisOf(one);
    return axis === 'positive' || axis === 'negative'
      ? undefined
      : `stances that are neither for nor against (${axis})`;
  };
  const rows: string[] = [];
  let id = 0;
  out.sources.forEach((source, number) => {
    for (const { one, tag, ranges } of standing(source)) {
      if (why(one) !== undefined || !tag.stance) continue;
      const { holder, target } = tag.stance;
      const details = source.view.details;
      const person = out.codebook.entity(holder)?.type === 'person' || holder === AUTHOR;
      const name = holder === AUTHOR ? (details.get('author') ?? 'author') : nameOf(out, holder);
      const [first, last] = [ranges[0], ranges[ranges.length - 1]];
      const values = [
        ...[++id, details.get('date'), person ? name : '', person ? '' : name, nameOf(out, target)],
        ...[axisOf(one) === 'positive' ? 1 : 0, first?.from, last?.to],
        ...[ranges.map((range) => quoteAt(source, range)).join(GAP), tag.by, number + 1],
        ...[details.get('title') ?? source.name, details.get('author'), details.get('outlet'), '', ''],
      ];
      const cells = values.map(cell);
      if (cells.some((written, i) => written !== String(values[i] ?? ''))) changed.push(tagName(source, one));
      rows.push(cells.join(';'));
    }
  });
  const text = [DNA_COLUMNS.join(';'), ...rows].map((row) => `${row}\n`).join('');
  const losses = lossesOf(out, ['stances', 'coders'], why);
  if (changed.length > 0) {
    const what = 'semicolons, quotation marks and line ends in texts, and formulas, which are written otherwise';
    losses.push({ what, count: changed.length, tags: changed });
  }
  return { text, losses };
}

interface Network {
  readonly nodes: readonly { id: string; label: string; type: string }[];
  readonly edges: readonly { source: OutSource; tag: StanceTag; id: string; sign: number | undefined; axis: string }[];
}

/** Entities that hold or are the target of a stance; an edge for each stance. A denied stance has no sign, as in Findings. */
function networkOf(out: Outgoing): Network {
  const ids = new Set<string>();
  const edges = out.sources.flatMap((source) =>
    standing(source).flatMap(({ one, tag }) => {
      if (!tag.stance) return [];
      ids.add(tag.stance.holder).add(tag.stance.target);
      const axis = out.codebook.value(tag.stance.value)?.axis ?? 'unclear';
      const sign = axis === 'positive' ? 1 : axis === 'negative' ? -1 : axis === 'neutral' ? 0 : undefined;
      const denied = tag.stance.certainty === 'denied';
      return [{ source, tag: tag, id: tagName(source, one), sign: denied ? undefined : sign, axis }];
    }),
  );
  const nodes = [...ids].sort().map((id) => ({
    id,
    label: nameOf(out, id),
    type: id === AUTHOR ? 'author' : (out.codebook.entity(id)?.type ?? 'other'),
  }));
  return { nodes, edges };
}

function networkLosses(out: Outgoing): Loss[] {
  return lossesOf(
    out,
    ['stances', 'tag ids', 'intensity', 'certainty', 'coders'],
    (one) => notWritten(one) ?? (one.tag.stance ? undefined : 'mentions'),
  );
}

function isDay([, year = '', month = '01', day = '01']: readonly (string | undefined)[]): boolean {
  const time = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(`${year}-${month}-${day}`);
}

/** First and last day that a date (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`) may mean. */
function daysOf(date: string | undefined): readonly [string, string] | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date ?? '');
  // A year or day that no calendar has would make the whole file invalid.
  if (!match || date?.startsWith('0000') || !isDay(match)) return undefined;
  const [, year, month, day] = match as unknown as [string, string, string | undefined, string | undefined];
  if (day !== undefined) return [`${year}-${month}-${day}`, `${year}-${month}-${day}`];
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`];
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return [`${year}-${month}-01`, `${year}-${month}-${String(last).padStart(2, '0')}`];
}

const EDGE_ATTRIBUTES = [
  ['sign', 'integer'],
  ['value', 'string'],
  ['axis', 'string'],
  ['intensity', 'integer'],
  ['certainty', 'string'],
  ['coder', 'string'],
  ['source', 'string'],
] as const;

/** GEXF 1.2draft, which Gephi and networkx read (networkx takes no 1.3): directed, parallel edges, dynamic by the sources' dates. */
export function gexfOf(out: Outgoing): { text: string; losses: Loss[] } {
  const { nodes, edges } = networkOf(out);
  const dated = edges.some(({ source }) => daysOf(source.view.details.get('date')) !== undefined);
  const nodeXml = nodes.map(({ id, label, type }) =>
    element('node', { id, label }, element('attvalues', {}, element('attvalue', { for: 'type', value: type }))),
  );
  const edgeXml = edges.map(({ id, source, tag, sign, axis }) => {
    const { holder, target, value, intensity, certainty } = tag.stance;
    const days = daysOf(source.view.details.get('date'));
    const values = { sign, value, axis, intensity, certainty, coder: tag.by, source: source.name };
    const attributes = EDGE_ATTRIBUTES.flatMap(([name]) =>
      values[name] === undefined ? [] : [element('attvalue', { for: name, value: values[name] })],
    );
    return element(
      'edge',
      { id, source: holder, target, weight: intensity ?? 1, label: value, start: days?.[0], end: days?.[1] },
      element('attvalues', {}, attributes.join('')),
    );
  });
  const attributes = (of: string, list: readonly (readonly [string, string])[]): string =>
    element(
      'attributes',
      { class: of },
      list.map(([title, type]) => element('attribute', { id: title, title, type })).join(''),
    );
  const description = ['Stances: from holder to target', out.state].filter(Boolean).join('; ');
  const text = `${DECLARATION}${element(
    'gexf',
    { xmlns: 'http://www.gexf.net/1.2draft', version: '1.2' },
    [
      element(
        'meta',
        {},
        element('creator', {}, out.tool.replace(/[<&]/g, '')) +
          element('description', {}, description.replace(/[<&>]/g, '')),
      ),
      element(
        'graph',
        dated
          ? { defaultedgetype: 'directed', mode: 'dynamic', timeformat: 'date' }
          : { defaultedgetype: 'directed', mode: 'static' },
        [
          attributes('node', [['type', 'string']]),
          attributes('edge', EDGE_ATTRIBUTES),
          element('nodes', {}, `\n${nodeXml.join('\n')}\n`),
          element('edges', {}, `\n${edgeXml.join('\n')}\n`),
        ].join('\n'),
      ),
    ].join('\n'),
  )}\n`;
  return { text, losses: networkLosses(out) };
}

/** `nodes.csv` and `edges.csv` with the columns that Gephi knows by their names. */
export function gephiCsv(out: Outgoing): { files: Map<string, Uint8Array>; losses: Loss[] } {
  const { nodes, edges } = networkOf(out);
  const encoder = new TextEncoder();
  const edgeRows = edges.map(({ source, tag, sign, axis, id }) => [
    ...[tag.stance.holder, tag.stance.target, 'Directed', tag.stance.intensity ?? 1, sign, tag.stance.value, axis],
    ...[source.view.details.get('date'), source.name, tag.by, tag.stance.certainty, id],
  ]);
  return {
    files: new Map([
      [
        'nodes.csv',
        encoder.encode(
          csvOf([['Id', 'Label', 'Type'], ...nodes.map(({ id, label, type }) => [id, label, type])], { plain: true }),
        ),
      ],
      [
        'edges.csv',
        encoder.encode(
          csvOf(
            [
              [
                'Source',
                'Target',
                'Type',
                'Weight',
                'sign',
                'value',
                'axis',
                'date',
                'source',
                'coder',
                'certainty',
                'tag',
              ],
              ...edgeRows,
            ],
            { plain: true },
          ),
        ),
      ],
    ]),
    losses: networkLosses(out),
  };
}
