/** REFI-QDA 1.0: `.qdpx`, a project. Element order and required attributes are those of the standard's XSD. */
import type { Entity, StanceTag } from '../model';
import { quoteAt, standing } from './from-corpus';
import { lossesOf, missingTexts, notWritten, tagName, type Feature } from './loss';
import type { Loss, Outgoing, OutSource } from './model';
import { codesXml } from './refi-codes';
import { noteRef, OWN_NOTE } from './refi-notes';
import { uuid5 } from './uuid';
import { content, DECLARATION, element, isForbidden } from './xml';
import { zipOf } from './zip';

const EPOCH = '1970-01-01T00:00:00Z';

/** The text in the project has them, and so has the note that carries the tag. */
const REPLACED = 'characters of quotes and notes that XML has not, which other tools show as U+FFFD';

/** Ids that are asked for again and again. */
class Ids {
  private readonly known = new Map<string, string>();

  of(kind: string, name: string): string {
    const key = `${kind}/${name}`;
    let id = this.known.get(key);
    if (id === undefined) this.known.set(key, (id = uuid5(kind, name)));
    return id;
  }
}

const KEEPS: readonly Feature[] = [
  ...([
    'stances',
    'mentions',
    'which entity a mention means',
    'further pieces',
    'tag ids',
    'sense',
    'intensity',
  ] as const),
  ...(['certainty', 'via', 'event', 'coders', 'notes of tags', 'texts', 'details of sources', 'entities'] as const),
  ...(['aliases and Wikidata ids', 'notes of entities', 'colours'] as const),
];

/** Texts go with line ends as `\n` and without byte order mark; offsets are code points, end exclusive. */
export function qdpxOf(out: Outgoing): { bytes: Uint8Array; losses: Loss[] } {
  const notes = new Map<string, string>();
  const coders = [...new Set(out.sources.flatMap(({ tags }) => tags.flatMap(({ tag }) => tag.by ?? [])))].sort();
  const codes = codesXml(out, notes);
  const keys = [...new Set(out.sources.flatMap(({ view }) => [...view.details.keys()]))].sort();
  const files = new Map<string, Uint8Array>();
  const selections = new Map<string, string[]>();
  const texts: string[] = [];
  const links: string[] = [];
  const ids = new Ids();
  for (const source of out.sources.filter(({ text }) => text)) {
    const guid = uuid5('source', source.name);
    files.set(`sources/${guid}.txt`, new TextEncoder().encode(source.text?.plain ?? ''));
    texts.push(sourceXml(source, guid, keys, notes, selections, links, ids));
  }
  const users = coders.map((name) => element('User', { guid: uuid5('user', name), name }));
  const me = uuid5('user of the export', out.tool);
  const user = element('User', { guid: me, name: out.tool });
  const description = [`Written by ${out.tool}.`, out.state && `State of the corpus: ${out.state}.`]
    .filter(Boolean)
    .join(' ');
  const variables = [
    ...['wikidata', 'aliases'].map((name) =>
      element('Variable', { guid: uuid5('variable', 'case', name), name, typeOfVariable: 'Text' }),
    ),
    ...keys.map((name) =>
      element('Variable', { guid: uuid5('variable', 'source', name), name: name || '?', typeOfVariable: 'Text' }),
    ),
  ];
  const cases = out.codebook.entities.map((entity) => caseXml(entity, selections.get(entity.id) ?? []));
  const noteXml = [...notes].map(([guid, text]) =>
    element('Note', { guid, name: OWN_NOTE }, element('PlainTextContent', {}, content(text))),
  );
  const list = (name: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `${element(name, {}, `\n${items.join('\n')}\n`)}\n`;
  const project = `${DECLARATION}${element(
    'Project',
    {
      xmlns: 'urn:QDA-XML:project:1.0',
      name: 'Stancemark',
      origin: out.tool,
      creatingUserGUID: me,
      creationDateTime: EPOCH,
    },
    [
      '\n',
      list('Users', [user, ...users]),
      `${element('CodeBook', {}, element('Codes', {}, `\n${codes.join('\n')}\n`))}\n`,
      list('Variables', variables),
      list('Cases', cases),
      list('Sources', texts),
      list('Notes', noteXml),
      list('Links', links),
      `${element('Description', {}, content(description))}\n`,
    ].join(''),
  )}\n`;
  const all = new Map([['project.qde', new TextEncoder().encode(project)], ...files]);
  const losses = lossesOf(out, KEEPS, notWritten);
  // Several selections are one tag to us, by their note, and several to everybody else.
  const split = out.sources.flatMap((source) =>
    standing(source).flatMap(({ one, ranges }) => (ranges.length > 1 ? [tagName(source, one)] : [])),
  );
  if (split.length > 0)
    losses.push({ what: 'pieces, which other tools show as tags of their own', count: split.length, tags: split });
  const unwritable = out.sources.flatMap(({ text, view }) =>
    text ? [...view.details].filter(([key, value]) => isForbidden(key) || isForbidden(value)) : [],
  ).length;
  if (unwritable > 0)
    losses.push({ what: 'details of sources with characters that XML has not', count: unwritable, tags: [] });
  const replaced = out.sources.flatMap((source) =>
    standing(source).flatMap(({ one, ranges }) =>
      isForbidden(one.tag.note ?? '') || ranges.some((range) => isForbidden(quoteAt(source, range)))
        ? [tagName(source, one)]
        : [],
    ),
  );
  if (replaced.length > 0) losses.push({ what: REPLACED, count: replaced.length, tags: replaced });
  losses.push(...missingTexts(out));
  return { bytes: zipOf(all), losses };
}

function sourceXml(
  source: OutSource,
  guid: string,
  keys: readonly string[],
  notes: Map<string, string>,
  selections: Map<string, string[]>,
  links: string[],
  ids: Ids,
): string {
  const { view, text, plainUnits } = source;
  const inner: string[] = [];
  const firstOf = new Map<string, string>();
  const stances: { tag: StanceTag; guid: string }[] = [];
  for (const { tag, ranges } of standing(source)) {
    ranges.forEach((range, i) => {
      const selection = uuid5('selection', source.name, tag.id, String(i));
      const [start, end] = [range.from, range.to].map((at) => plainUnits.to('code points', text?.toPlain(at) ?? 0));
      const code = tag.stance
        ? `value/${tag.stance.value}/${tag.stance.holder}/${tag.stance.target}`
        : `entity/${tag.entity}`;
      const creatingUser = tag.by === undefined ? undefined : ids.of('user', tag.by);
      const { id, entity, sense, stance, by, note } = tag;
      // Keys that are undefined are not written: see `ownOf`.
      const own = { id, entity, sense, stance, by, note, piece: i + 1, pieces: ranges.length };
      const coding = element(
        'Coding',
        { guid: uuid5('coding', source.name, tag.id, String(i)), creatingUser },
        element('CodeRef', { targetGUID: ids.of('code', code) }) +
          noteRef(notes, `tag/${source.name}/${tag.id}/${i}`, own),
      );
      const memo = i === 0 && tag.note !== undefined ? element('Description', {}, content(tag.note)) : '';
      inner.push(
        element(
          'PlainTextSelection',
          { guid: selection, name: quoteAt(source, range), startPosition: start, endPosition: end, creatingUser },
          memo + coding,
        ),
      );
      if (tag.entity !== undefined) {
        if (!firstOf.has(tag.entity)) firstOf.set(tag.entity, selection);
        const list = selections.get(tag.entity);
        if (list) list.push(selection);
        else selections.set(tag.entity, [selection]);
      } else if (i === 0) stances.push({ tag: tag, guid: selection });
    });
  }
  for (const { tag, guid: at } of stances) {
    // A link needs two ends in the text: the passage, and a mention of who or what it is about.
    for (const [role, id] of [
      ['holder', tag.stance.holder],
      ['target', tag.stance.target],
    ] as const) {
      const other = firstOf.get(id);
      if (other === undefined) continue;
      links.push(
        element('Link', {
          guid: uuid5('link', source.name, tag.id, role),
          name: `${role}: ${tag.stance.value}`,
          direction: 'OneWay',
          originGUID: role === 'holder' ? other : at,
          targetGUID: role === 'holder' ? at : other,
        }),
      );
    }
  }
  for (const key of keys) {
    const value = view.details.get(key);
    if (value === undefined) continue;
    const ref = element('VariableRef', { targetGUID: uuid5('variable', 'source', key) });
    inner.push(element('VariableValue', {}, ref + element('TextValue', {}, content(value))));
  }
  return element(
    'TextSource',
    { guid, name: source.name, plainTextPath: `internal://${guid}.txt` },
    inner.length === 0 ? '' : `\n${inner.join('\n')}\n`,
  );
}

function caseXml({ id, name, note, wikidata, aliases }: Entity, selections: readonly string[]): string {
  const value = (variable: string, text: string): string =>
    element(
      'VariableValue',
      {},
      element('VariableRef', { targetGUID: uuid5('variable', 'case', variable) }) +
        element('TextValue', {}, content(text)),
    );
  return element(
    'Case',
    { guid: uuid5('case', id), name },
    [
      note === undefined ? '' : element('Description', {}, content(note)),
      element('CodeRef', { targetGUID: uuid5('code', `entity/${id}`) }),
      wikidata === undefined ? '' : value('wikidata', wikidata),
      aliases.length === 0 ? '' : value('aliases', aliases.join(' | ')),
      ...selections.map((guid) => element('SelectionRef', { targetGUID: guid })),
    ].join(''),
  );
}
