/** W3C Web Annotation (JSON-LD), UIMA JSON CAS 0.4 and STAM JSON: annotations as JSON, each with its place in the text. */
import { withPlainLineEnds } from '../anchors/placeable';
import { AUTHOR, type Stance, type Tag } from '../model';
import { standing } from './from-corpus';
import { lossesOf, tagName, type Feature } from './loss';
import type { Loss, Outgoing, OutSource } from './model';
import { ownOf } from './own';
import { notWritten } from './refi-write';
import { uuid5 } from './uuid';

const ALL: readonly Feature[] = [
  ...(['stances', 'mentions', 'which entity a mention means', 'further pieces', 'tag ids', 'sense'] as const),
  ...(['intensity', 'certainty', 'via', 'event', 'coders', 'notes of tags'] as const),
];

function missingTexts(out: Outgoing): Loss[] {
  const count = out.sources.filter(({ text }) => !text).length;
  return count > 0 ? [{ what: 'sources whose text is missing', count, tags: [] }] : [];
}

const IRI = 'urn:stancemark:';

/**
 * The terms of the W3C's context that are used here, inline: a reader needs no network, and reads the same as with
 * `http://www.w3.org/ns/anno.jsonld` in its place, since what is ours is named by whole addresses (`urn:stancemark:…`).
 */
const CONTEXT = {
  oa: 'http://www.w3.org/ns/oa#',
  as: 'http://www.w3.org/ns/activitystreams#',
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  id: { '@type': '@id', '@id': '@id' },
  type: { '@type': '@id', '@id': '@type' },
  Annotation: 'oa:Annotation',
  SpecificResource: 'oa:SpecificResource',
  TextPositionSelector: 'oa:TextPositionSelector',
  TextQuoteSelector: 'oa:TextQuoteSelector',
  TextualBody: 'oa:TextualBody',
  Person: 'foaf:Person',
  body: { '@type': '@id', '@id': 'oa:hasBody' },
  target: { '@type': '@id', '@id': 'oa:hasTarget' },
  source: { '@type': '@id', '@id': 'oa:hasSource' },
  selector: { '@type': '@id', '@id': 'oa:hasSelector' },
  motivation: { '@type': '@vocab', '@id': 'oa:motivatedBy' },
  purpose: { '@type': '@vocab', '@id': 'oa:hasPurpose' },
  assessing: 'oa:assessing',
  identifying: 'oa:identifying',
  commenting: 'oa:commenting',
  creator: { '@type': '@id', '@id': 'dcterms:creator' },
  generator: { '@type': '@id', '@id': 'as:generator' },
  name: 'foaf:name',
  value: { '@id': 'rdf:value' },
  exact: 'oa:exact',
  prefix: 'oa:prefix',
  suffix: 'oa:suffix',
  start: { '@type': 'xsd:nonNegativeInteger', '@id': 'oa:start' },
  end: { '@type': 'xsd:nonNegativeInteger', '@id': 'oa:end' },
} as const;

/** An array of annotations; positions are code points of the text as it stands in its file, without a byte order mark. */
export function w3cOf(out: Outgoing): { text: string; losses: Loss[] } {
  const annotations = out.sources.flatMap((source) =>
    standing(source).map(({ tag, ranges }) => {
      const address = source.name.split('/').map(encodeURIComponent).join('/');
      const targets = ranges.map((range, i) => {
        const piece = i === 0 ? tag : tag.also?.[i - 1];
        const whole = source.text?.text ?? '';
        return {
          source: address,
          selector: [
            {
              type: 'TextPositionSelector',
              start: source.units.to('code points', range.from),
              end: source.units.to('code points', range.to),
            },
            {
              type: 'TextQuoteSelector',
              exact: whole.slice(range.from, range.to),
              ...(piece?.before && { prefix: piece.before }),
              ...(piece?.after && { suffix: piece.after }),
            },
          ],
        };
      });
      const uuid = uuid5('annotation', source.name, tag.id).toLowerCase();
      return {
        '@context': CONTEXT,
        id: `urn:uuid:${uuid}`,
        type: 'Annotation',
        motivation: tag.stance ? 'assessing' : 'identifying',
        ...(tag.by !== undefined && { creator: { type: 'Person', name: tag.by } }),
        body: bodyOf(out, tag),
        target: targets.length === 1 ? targets[0] : targets,
      };
    }),
  );
  const text = `[\n${annotations.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`;
  return { text, losses: [...lossesOf(out, ALL, notWritten), ...missingTexts(out)] };
}

function bodyOf({ codebook, tool, state }: Outgoing, tag: Tag): unknown[] {
  const entity = tag.entity === undefined ? undefined : codebook.entity(tag.entity);
  const iri = (id: string): string => {
    const wikidata = codebook.entity(id)?.wikidata;
    return wikidata !== undefined && /^Q\d+$/.test(wikidata)
      ? `http://www.wikidata.org/entity/${wikidata}`
      : `${IRI}${id === AUTHOR ? 'author' : `entity:${encodeURIComponent(id)}`}`;
  };
  const ours = {
    [`${IRI}tag`]: JSON.stringify({ ...ownOf(tag), ...(entity && { name: entity.name, type: entity.type }) }),
    [`${IRI}tool`]: tool,
    ...(state !== undefined && { [`${IRI}state`]: state }),
  };
  const body: unknown[] = [];
  if (tag.stance) {
    const { holder, target, value } = tag.stance;
    body.push({
      type: `${IRI}Stance`,
      purpose: 'assessing',
      [`${IRI}holder`]: { id: iri(holder) },
      [`${IRI}target`]: { id: iri(target) },
      [`${IRI}value`]: value,
      [`${IRI}axis`]: codebook.value(value)?.axis ?? 'unclear',
      ...ours,
    });
  } else {
    body.push({ type: 'SpecificResource', purpose: 'identifying', source: iri(tag.entity), ...ours });
    body.push({ type: 'TextualBody', purpose: 'identifying', value: entity?.name ?? tag.entity });
  }
  if (tag.note !== undefined) body.push({ type: 'TextualBody', purpose: 'commenting', value: tag.note });
  return body;
}

const ENTITY_TYPE = 'de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity';
const STANCE_TYPE = 'stancemark.Stance';
const SOURCE_TYPE = 'stancemark.Source';
const string = { '%RANGE': 'uima.cas.String' };
const annotationType = (name: string, features: Record<string, unknown>): unknown => ({
  '%NAME': name,
  '%SUPER_TYPE': 'uima.tcas.Annotation',
  ...features,
});
const CAS_TYPES = {
  [SOURCE_TYPE]: annotationType(SOURCE_TYPE, { name: string, tool: string, state: string }),
  [ENTITY_TYPE]: annotationType(ENTITY_TYPE, { value: string, identifier: string, stancemark: string }),
  [STANCE_TYPE]: annotationType(STANCE_TYPE, {
    polarity: string,
    axis: string,
    holder: { '%RANGE': ENTITY_TYPE },
    target: { '%RANGE': ENTITY_TYPE },
    stancemark: string,
  }),
};

/**
 * A CAS for each source, or (`views`) one with a view for each. UIMA spans are continuous: each further piece is an annotation
 * of its own, which the report says.
 */
export function casOf(out: Outgoing, shape: 'files' | 'views'): { files: Map<string, Uint8Array>; losses: Loss[] } {
  const split: string[] = [];
  const sources = out.sources.filter(({ text }) => text);
  const encode = (all: readonly OutSource[]): Uint8Array =>
    new TextEncoder().encode(`${JSON.stringify(casJson(out, all, split), null, 1)}\n`);
  const files =
    shape === 'views' || sources.length === 1
      ? new Map([['', encode(sources)]])
      : new Map(sources.map((source) => [`${source.name}.json`, encode([source])]));
  const losses = [...lossesOf(out, [...ALL, 'texts'], notWritten), ...missingTexts(out)];
  if (split.length > 0) {
    losses.push({ what: 'pieces, which other tools show as tags of their own', count: split.length, tags: split });
  }
  return { files, losses };
}

function casJson(out: Outgoing, sources: readonly OutSource[], split: string[]): unknown {
  const structures: { '%ID': number }[] = [];
  const views: Record<string, unknown> = {};
  sources.forEach((source, i) => {
    const sofa = structures.length + 1;
    const all = casStructures(out, source, sofa, i + 1, split);
    for (const one of all) structures.push(one);
    views[sofaName(i + 1)] = { '%SOFA': sofa, '%MEMBERS': all.slice(1).map((one) => one['%ID']) };
  });
  return { '%TYPES': CAS_TYPES, '%FEATURE_STRUCTURES': structures, '%VIEWS': views };
}

const sofaName = (number: number): string => (number === 1 ? '_InitialView' : `view${number}`);

function casStructures(
  { codebook, tool, state }: Outgoing,
  source: OutSource,
  sofa: number,
  number: number,
  split: string[],
): { '%ID': number }[] {
  const text = source.text?.text ?? '';
  const place = { '@sofa': sofa };
  const structures: { '%ID': number }[] = [
    {
      '%ID': sofa,
      '%TYPE': 'uima.cas.Sofa',
      sofaNum: number,
      sofaID: sofaName(number),
      mimeType: 'text',
      sofaString: text,
    } as { '%ID': number },
    {
      '%ID': sofa + 1,
      '%TYPE': SOURCE_TYPE,
      ...place,
      begin: 0,
      end: text.length,
      name: source.name,
      tool,
      ...(state !== undefined && { state }),
    } as { '%ID': number },
  ];
  let next = sofa + 2;
  const numbered = standing(source).map((each) => ({ ...each, ids: each.ranges.map(() => next++) }));
  const mention = new Map<string, number>();
  for (const { tag, ids } of numbered) {
    if (tag.entity !== undefined && !mention.has(tag.entity)) mention.set(tag.entity, ids[0] as number);
  }
  for (const { one, tag, ranges, ids } of numbered) {
    if (ranges.length > 1) split.push(tagName(source, one));
    const entity = tag.entity === undefined ? undefined : codebook.entity(tag.entity);
    ranges.forEach((range, i) => {
      const own = { ...ownOf(tag), ...(entity && { name: entity.name }), piece: i + 1, pieces: ranges.length };
      const type = tag.stance ? STANCE_TYPE : ENTITY_TYPE;
      const head = { '%ID': ids[i] as number, '%TYPE': type, ...place, begin: range.from, end: range.to };
      const features = tag.stance ? stanceFeatures(tag.stance, mention) : entityFeatures(tag.entity);
      structures.push({ ...head, ...features, stancemark: JSON.stringify(own) } as { '%ID': number });
    });
  }
  return structures;

  function stanceFeatures(stance: Stance, mentions: ReadonlyMap<string, number>): Record<string, unknown> {
    const [holder, target] = [mentions.get(stance.holder), mentions.get(stance.target)];
    return {
      polarity: stance.value,
      axis: codebook.value(stance.value)?.axis ?? 'unclear',
      ...(holder !== undefined && { '@holder': holder }),
      ...(target !== undefined && { '@target': target }),
    };
  }

  function entityFeatures(id: string): Record<string, unknown> {
    const entity = codebook.entity(id);
    const wikidata = entity?.wikidata;
    const known = wikidata !== undefined && /^Q\d+$/.test(wikidata);
    return {
      value: entity?.type ?? 'other',
      identifier: known ? `http://www.wikidata.org/entity/${wikidata}` : `${IRI}entity:${id}`,
    };
  }
}

const STAM_SET = `${IRI}tags`;

/** One annotation store with texts inside (STAM 1.1's JSON); cursors count code points; pieces in a `CompositeSelector`. */
export function stamOf(out: Outgoing): { text: string; losses: Loss[] } {
  const keys = new Set<string>();
  const annotations = out.sources.flatMap((source) =>
    standing(source).map(({ tag, ranges }) => {
      const selectors = ranges.map(({ from, to }) => ({
        '@type': 'TextSelector',
        resource: source.name,
        offset: {
          '@type': 'Offset',
          begin: {
            '@type': 'BeginAlignedCursor',
            value: source.plainUnits.to('code points', source.text?.toPlain(from) ?? 0),
          },
          end: {
            '@type': 'BeginAlignedCursor',
            value: source.plainUnits.to('code points', source.text?.toPlain(to) ?? 0),
          },
        },
      }));
      const data = stamData(out, tag).map(([key, value]) => {
        keys.add(key);
        const type = typeof value === 'number' ? 'Int' : 'String';
        return { '@type': 'AnnotationData', set: STAM_SET, key, value: { '@type': type, value } };
      });
      return {
        '@type': 'Annotation',
        '@id': `${source.name}#${tag.id}`,
        target: selectors.length === 1 ? selectors[0] : { '@type': 'CompositeSelector', selectors },
        data,
      };
    }),
  );
  const resources = out.sources.flatMap(({ name, text }) =>
    text ? [{ '@type': 'TextResource', '@id': name, text: text.plain }] : [],
  );
  const store = {
    '@type': 'AnnotationStore',
    '@id': [out.tool, out.state].filter(Boolean).join(', '),
    resources,
    annotationsets: [
      {
        '@type': 'AnnotationDataSet',
        '@id': STAM_SET,
        keys: [...keys].sort().map((key) => ({ '@type': 'DataKey', '@id': key })),
        data: [],
      },
    ],
    annotations,
  };
  return {
    text: `${JSON.stringify(store, null, 1)}\n`,
    losses: [...lossesOf(out, [...ALL, 'texts'], notWritten), ...missingTexts(out)],
  };
}

function stamData({ codebook }: Outgoing, tag: Tag): [string, string | number][] {
  const entity = tag.entity === undefined ? undefined : codebook.entity(tag.entity);
  const { stance } = tag;
  const all: [string, string | number | undefined][] = [
    ['id', tag.id],
    ['kind', stance ? 'stance' : 'mention'],
    ['entity', tag.entity],
    ['entity name', entity?.name],
    ['entity type', entity?.type],
    ['sense', tag.sense],
    ['holder', stance?.holder],
    ['target', stance?.target],
    ['value', stance?.value],
    ['axis', stance && codebook.value(stance.value)?.axis],
    ['intensity', stance?.intensity],
    ['certainty', stance?.certainty],
    ['via', stance?.via?.join(' > ')],
    ['event', stance?.event],
    ['coder', tag.by],
    ['note', tag.note === undefined ? undefined : withPlainLineEnds(tag.note)],
  ];
  return all.filter((pair): pair is [string, string | number] => pair[1] !== undefined);
}
