/** STAM JSON: one store of annotations. */
import { withPlainLineEnds } from '../anchors/placeable';
import type { Tag } from '../model';
import { standing } from './from-corpus';
import { ALL, IRI } from './linked';
import { lossesOf, missingTexts, notWritten } from './loss';
import type { Loss, Outgoing } from './model';

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
