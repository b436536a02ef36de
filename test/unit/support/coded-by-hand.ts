/** Three small sources that two people coded, with passages in pieces and passages that overlap; compared, and as files. */
import type { CodedSource, CodedTag } from '../../../src/core/agreement/coded';
import { compareSteps, type Comparison } from '../../../src/core/agreement/compare';
import { schemeOf } from '../../../src/core/agreement/groups';
import { gammaSteps } from '../../../src/core/agreement/tables';
import { finish } from '../../../src/core/base/steps';
import type { Table } from '../../../src/core/export/table';
import { agreementFigures } from '../../../src/core/findings/agreement';
import { DRAWS, GAMMA } from '../../../src/core/findings/agreement-options';
import type { Figure } from '../../../src/core/findings/figure';
import { START, type FindingsState } from '../../../src/core/findings/state';
import type { Folder } from '../cli/world';
import { smallCorpus } from './corpus';

//                  0         1         2         3
//                  0123456789012345678901234567890123456789
const FIRST = /**/ 'Ann said, he wrote, that Bern is right.\n';
const SECOND = /**/ 'Ben trusts Rome. Rome ignores Ben.\n';
const THIRD = /* */ 'Nobody in Bern asked Ann.\n';

const CODEBOOK = `stancemark: 1
types: [person, place]
stances:
  - {id: supportive, label: Supportive, axis: positive}
  - {id: critical, label: Critical, axis: negative}
entities:
  - {id: ann, name: Ann, type: person}
  - {id: ben, name: Ben, type: person}
  - {id: bern, name: Bern, type: place}
  - {id: rome, name: Rome, type: place}
`;

/** `from-to[+from-to] meaning`, offsets in the first line. */
function tagsOf(coder: string, list: readonly string[]): CodedTag[] {
  return list.map((one, i): CodedTag => {
    const [place = '', ...meaning] = one.split(' ');
    const pieces = place.split('+').map((piece) => {
      const [from = 0, to = 0] = piece.split('-').map(Number);
      return { from, to };
    });
    const [first = '', target = '', value = '', step] = meaning;
    const id = `${coder}x${i}`;
    if (meaning.length === 1) return { id, pieces, entity: first };
    return {
      ...{ id, pieces },
      stance: { holder: first, target, value, ...(step && { intensity: Number(step) as 1 | 2 | 3 | 4 }) },
    };
  });
}

const CODED: readonly { name: string; text: string; ann: string[]; ben: string[] }[] = [
  {
    name: '1.txt',
    text: FIRST,
    // Ann's stance is in two pieces, around 'he wrote': 'Ann said' and 'that Bern is right'.
    ann: ['0-3 ann', '25-29 bern', '0-8+20-38 ann bern supportive 2'],
    ben: ['0-3 ann', '25-29 rome', '20-38 ann bern supportive 3'],
  },
  {
    name: '2.txt',
    text: SECOND,
    // 'Ben trusts Rome. Rome' overlaps the second sentence.
    ann: ['0-3 ben', '11-15 rome', '0-15 ben rome supportive 2', '17-33 rome ben critical 4'],
    ben: ['0-3 ben', '11-15 rome', '17-21 rome', '0-21 ben rome critical 2', '17-33 rome ben critical 4'],
  },
  { name: '3.txt', text: THIRD, ann: ['10-14 bern', '21-24 ann'], ben: ['10-14 bern'] },
];

const SOURCES: CodedSource[] = CODED.map(({ name, text, ann, ben }) => ({
  ...{ uri: `file:///w/${name}`, name, text },
  layers: [tagsOf('ann', ann), tagsOf('ben', ben)],
}));

export const CORPUS = smallCorpus();
export const SCHEME = schemeOf([
  {
    types: ['person', 'place'].map((id) => ({ id, label: id === 'person' ? 'Person' : 'Place' })),
    stances: [
      { id: 'supportive', label: 'Supportive', axis: 'positive' },
      { id: 'critical', label: 'Critical', axis: 'negative' },
    ],
    entity: (id) => ({ id, name: id, type: id === 'ann' || id === 'ben' ? 'person' : 'place', aliases: [] }),
  },
]);

export const compare = (options: Partial<Comparison['options']> = {}): Comparison =>
  finish(compareSteps(SOURCES, ['ann', 'ben'], SCHEME, { unit: 'characters', uncoded: 'in', ...DRAWS, ...options }));

export const figures = (state: Partial<FindingsState> = {}, comparison = compare()): Map<string, Figure> =>
  new Map(
    agreementFigures(
      CORPUS,
      {
        coded: { coders: ['ann', 'ben'], unfinished: [], troubles: [] },
        comparison,
        ...(state.gamma === true && { gamma: finish(gammaSteps(comparison.sources, GAMMA)) }),
      },
      { ...START, ...state },
    ).map((figure) => [figure.id, figure]),
  );

export const table = (id: string, state: Partial<FindingsState> = {}): Table => figures(state).get(id)?.table as Table;

/** The same three sources as files. */
export function write(folder: Folder): void {
  folder.write('codebook.yaml', CODEBOOK);
  for (const { name, text, ann, ben } of CODED) {
    folder.write(name, text);
    for (const [coder, list] of [
      ['ann', ann],
      ['ben', ben],
    ] as const) {
      const tags = tagsOf(coder, list).map((tag, i) => {
        const quoted = tag.pieces.map(
          ({ from, to }) => `at: 1:${from + 1}-1:${to + 1}\nquote: ${JSON.stringify(text.slice(from, to))}`,
        );
        const indented = (piece: string, by: string): string => piece.replace('\n', `\n${by}`);
        const also = quoted.slice(1).map((piece) => `      - ${indented(piece, '        ')}\n`);
        const { stance } = tag;
        const meaning = stance
          ? `    stance:\n      holder: ${stance.holder}\n      target: ${stance.target}\n      value: ${stance.value}\n      intensity: ${stance.intensity}\n`
          : `    entity: ${tag.entity}\n`;
        const id = `${coder === 'ann' ? 'a' : 'b'}2345${name[0]}x${i + 2}`.replace('1', 'z');
        return `  - id: ${id}\n    ${indented(quoted[0] ?? '', '    ')}\n${also.length > 0 ? `    also:\n${also.join('')}` : ''}${meaning}`;
      });
      folder.write(`${name}.${coder}.tags.yaml`, `stancemark: 1\nfinished: true\ntags:\n${tags.join('')}`);
    }
  }
}
