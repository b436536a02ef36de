/** W3C Web Annotation (JSON-LD). */
import { AUTHOR, type Tag } from '../model';
import { standing } from './from-corpus';
import { ALL, IRI } from './linked';
import { lossesOf, missingTexts, notWritten } from './loss';
import type { Loss, Outgoing } from './model';
import { ownOf } from './own';
import { uuid5 } from './uuid';

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
