/** UIMA JSON CAS 0.4, as INCEpTION reads it. */
import type { Stance } from '../model';
import { standing } from './from-corpus';
import { ALL, IRI } from './linked';
import { lossesOf, missingTexts, notWritten, tagName } from './loss';
import type { Loss, Outgoing, OutSource } from './model';
import { ownOf } from './own';

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
