/** brat standoff: a `.txt` and an `.ann` for each source, with the configuration that opens them in brat. Offsets are code points. */
import { AUTHOR, type Tag } from '../model';
import type { Range } from '../text/range';
import { piecesOf } from '../pieces';
import { standing } from './from-corpus';
import { jsonLine } from './json-line';
import { lossesOf, missingTexts, notWritten, tagName } from './loss';
import type { Loss, Outgoing, OutSource, OutTag } from './model';
import { ownOf } from './own';

/** What ends a line for brat, which reads its files by Python's `codecs`: a quote must not hold any of it. */
const LINE_ENDS = /[\n\v\f\u001c-\u001e\u0085\u2028\u2029]/g;
const LINE_END = new RegExp(LINE_ENDS, '');

/** The type of notes that carry what brat has no place for, as JSON on one line. */
export const OWN_NOTE = 'Stancemark';

/** A type as brat's client takes it: letters of ASCII, digits, `-` and `_`. The same for the same id; `taken` keeps two apart. */
export function bratName(id: string, taken: Map<string, string>): string {
  const known = taken.get(id);
  if (known !== undefined) return known;
  const ascii = id
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]/g, '_')
    .replace(/^[^A-Za-z]+/, '');
  const base = ascii === '' ? 'Type' : ascii.slice(0, 1).toUpperCase() + ascii.slice(1);
  const used = new Set(taken.values());
  let name = base;
  for (let n = 2; used.has(name) || name === 'Stance'; n++) name = `${base}_${n}`;
  taken.set(id, name);
  return name;
}

/** Paths in the archive: a source's own, so that folders stay. `profile` `relations`: stances as relations between mentions. */
export function bratOf(
  out: Outgoing,
  profile: 'events' | 'relations',
): { files: Map<string, Uint8Array>; losses: Loss[] } {
  const encoder = new TextEncoder();
  const files = new Map<string, Uint8Array>();
  const types = new Map<string, string>();
  const values = new Map<string, string>();
  for (const { id } of out.codebook.types) bratName(id, types);
  for (const { id } of out.codebook.stances) bratName(id, values);
  const without: string[] = [];
  for (const source of out.sources) {
    if (!source.text) continue;
    const stem = source.name.replace(/\.txt$/i, '');
    files.set(`${stem}.txt`, encoder.encode(source.text.plain));
    files.set(`${stem}.ann`, encoder.encode(annOf(out, source, profile, types, values, without)));
  }
  files.set('annotation.conf', encoder.encode(annotationConf(out, profile, types, values)));
  files.set('visual.conf', encoder.encode(visualConf(out, types, values)));
  const losses = lossesOf(
    out,
    [
      ...(['stances', 'mentions', 'which entity a mention means', 'further pieces', 'tag ids', 'sense'] as const),
      ...(['intensity', 'certainty', 'via', 'event', 'coders', 'notes of tags', 'texts'] as const),
    ],
    notInBrat,
  );
  losses.push(...missingTexts(out));
  const broken = out.sources.flatMap((source) =>
    standing(source).flatMap(({ one }) =>
      notInBrat(one) === undefined && piecesOf(one.tag).some(({ quote }) => LINE_END.test(quote))
        ? [tagName(source, one)]
        : [],
    ),
  );
  if (broken.length > 0) {
    losses.push({ what: 'line ends in passages, which become pieces', count: broken.length, tags: broken });
  }
  if (without.length > 0) {
    losses.push({
      what: 'stances without a relation, since holder or target has no mention in the source',
      count: without.length,
      tags: without,
    });
  }
  return { files, losses };
}

function annOf(
  { codebook }: Outgoing,
  source: OutSource,
  profile: 'events' | 'relations',
  types: Map<string, string>,
  values: Map<string, string>,
  without: string[],
): string {
  const lines: string[] = [];
  const counts = { E: 0, R: 0, A: 0, N: 0, '#': 0 };
  const next = (kind: keyof typeof counts): string => `${kind}${++counts[kind]}`;
  const mentionOf = new Map<string, string>();
  const all = standing(source)
    .filter(({ one }) => notInBrat(one) === undefined)
    .map((each, i) => ({ ...each, id: `T${i + 1}` }));
  for (const { tag, id } of all)
    if (tag.entity !== undefined && !mentionOf.has(tag.entity)) mentionOf.set(tag.entity, id);
  for (const { tag, ranges, id } of all) {
    const entity = tag.entity === undefined ? undefined : codebook.entity(tag.entity);
    const type = tag.stance ? 'Stance' : bratName(entity?.type ?? 'other', types);
    lines.push(`${id}\t${type} ${fragments(source, ranges)}`);
  }
  for (const { one, tag, id } of all) {
    let target = id;
    if (tag.stance) {
      const { holder, target: about, value, intensity, certainty } = tag.stance;
      const [from, to] = [mentionOf.get(holder), mentionOf.get(about)];
      if (profile === 'events') {
        target = next('E');
        const roles = `${from === undefined ? '' : ` Holder:${from}`}${to === undefined ? '' : ` Target:${to}`}`;
        lines.push(`${target}\tStance:${id}${roles}`);
        lines.push(`${next('A')}\tPolarity ${target} ${bratName(value, values)}`);
        if (intensity !== undefined) lines.push(`${next('A')}\tIntensity ${target} ${intensity}`);
        if (certainty !== undefined) lines.push(`${next('A')}\tCertainty ${target} ${certainty}`);
      } else if (from !== undefined && to !== undefined && from !== to) {
        lines.push(`${next('R')}\t${bratName(value, values)}_of Arg1:${from} Arg2:${to}`);
      } else without.push(tagName(source, one));
    }
    if (tag.sense === 'metonym') lines.push(`${next('A')}\tMetonym ${id}`);
    const entity = tag.entity === undefined ? undefined : codebook.entity(tag.entity);
    if (entity?.wikidata !== undefined && /^Q\d+$/.test(entity.wikidata)) {
      lines.push(`${next('N')}\tReference ${id} Wikidata:${entity.wikidata}\t${oneLine(entity.name)}`);
    }
    if (tag.note !== undefined) lines.push(`${next('#')}\tAnnotatorNotes ${target}\t${oneLine(tag.note)}`);
    lines.push(`${next('#')}\t${OWN_NOTE} ${target}\t${jsonLine(ownForBrat(tag, entity?.name))}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** A fragment has at least one character that is no line end. */
function notInBrat(one: OutTag): string | undefined {
  const bare = piecesOf(one.tag).every(({ quote }) => quote.replace(LINE_ENDS, '') === '');
  return notWritten(one) ?? (bare ? 'tags on line ends alone' : undefined);
}

/** The way back needs the entity's name too: brat has no codebook. */
function ownForBrat(tag: Tag, name: string | undefined): unknown {
  return name === undefined || tag.entity === AUTHOR ? ownOf(tag) : { ...ownOf(tag), name };
}

function oneLine(text: string): string {
  return text.replace(/[\t\r\n\v\f\u001c-\u001e\u0085\u2028\u2029]+/g, ' ');
}

/** `5 8;9 15<TAB>the text`: brat allows no line end in a fragment, so a passage over lines is one for each. */
function fragments({ text, plainUnits }: OutSource, ranges: readonly Range[]): string {
  const plain = text?.plain ?? '';
  const places: string[] = [];
  const words: string[] = [];
  for (const range of ranges) {
    const [from, to] = [text?.toPlain(range.from) ?? 0, text?.toPlain(range.to) ?? 0];
    for (let at = from; at < to;) {
      LINE_ENDS.lastIndex = at;
      const newline = LINE_ENDS.exec(plain)?.index ?? to;
      const end = Math.min(newline, to);
      if (end > at) {
        places.push(`${plainUnits.to('code points', at)} ${plainUnits.to('code points', end)}`);
        words.push(plain.slice(at, end));
      }
      at = end + 1;
    }
  }
  return `${places.join(';')}\t${words.join(' ')}`;
}

function annotationConf(
  { tool, state }: Outgoing,
  profile: string,
  types: Map<string, string>,
  values: Map<string, string>,
): string {
  const names = [...values.values()];
  const relations =
    profile === 'relations' ? names.map((name) => `${name}_of\tArg1:<ENTITY>, Arg2:<ENTITY>\n`).join('') : '';
  return [
    `# ${oneLine([tool, state].filter(Boolean).join(', '))}\n[entities]\n${[...types.values()].map((name) => `${name}\n`).join('')}${profile === 'relations' ? 'Stance\n' : ''}`,
    `[relations]\n${relations}<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n`,
    `[events]\n${profile === 'events' ? 'Stance\tHolder?:<ENTITY>, Target?:<ENTITY>\n' : ''}`,
    [
      '[attributes]\n',
      profile === 'events'
        ? `Polarity\tArg:<EVENT>, Value:${names.join('|')}\nIntensity\tArg:<EVENT>, Value:1|2|3|4\n`
        : '',
      profile === 'events' ? 'Certainty\tArg:<EVENT>, Value:asserted|probable|possible|denied\n' : '',
      'Metonym\tArg:<ENTITY>\n',
    ].join(''),
  ].join('\n');
}

function visualConf({ codebook }: Outgoing, types: Map<string, string>, values: Map<string, string>): string {
  const labels = [
    ...codebook.types.map(({ id, label }) => `${types.get(id)} | ${oneLine(label).replaceAll('|', '/')}\n`),
    ...codebook.stances.map(({ id, label }) => `${values.get(id)} | ${oneLine(label).replaceAll('|', '/')}\n`),
  ];
  const colours = codebook.types.flatMap(({ id, color }) =>
    color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? [`${types.get(id)}\tbgColor:${color}\n`] : [],
  );
  return `[labels]\n${labels.join('')}\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\nARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n${colours.join('')}`;
}
