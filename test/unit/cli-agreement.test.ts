import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { inFolder, type Folder } from './cli/world';

const TEXT = 'Ann blames Bern. Ben trusts Rome! Nobody asked.\n';
const CODEBOOK = `stancemark: 1
entities:
${['ann', 'ben', 'bern', 'rome'].map((id) => `  - {id: ${id}, name: ${id.toUpperCase()}, type: person}\n`).join('')}`;

/** A coder's file: `from-to meaning` for each tag, columns of the first line from 1. */
function layer(head: string, ...tags: string[]): string {
  const items = tags.map((tag, i) => {
    const [place = '', ...meaning] = tag.split(' ');
    const [from = 0, to = 0] = place.split('-').map(Number);
    const [holder, target, value] = meaning;
    const what =
      meaning.length === 1
        ? `    entity: ${holder}\n`
        : `    stance:\n      holder: ${holder}\n      target: ${target}\n      value: ${value}\n`;
    return `  - id: tag${head.length}x${i}\n    at: 1:${from}-1:${to}\n    quote: "${TEXT.slice(from - 1, to - 1)}"\n${what}`;
  });
  return `stancemark: 1\n${head}tags:\n${items.join('')}`;
}

const DONE = 'finished: true\n';

function corpus(folder: Folder): void {
  folder.write('codebook.yaml', CODEBOOK);
  folder.write('a.txt', TEXT);
  folder.write('a.txt.ann.tags.yaml', layer(DONE, '1-4 ann', '12-16 bern', '1-17 ann bern critical'));
  folder.write('a.txt.ben.tags.yaml', layer(`${DONE}# mine\n`, '1-4 ann', '12-16 rome', '18-34 ben rome supportive'));
}

interface Said {
  coders: string[];
  sources: number;
  questions: { question: string; n: number; measures: Record<string, { value: number | null; why?: string }> }[];
}

describe('command line: agreement', () => {
  it('compares what both coders finished, and prints what the core computes', () =>
    inFolder(async (folder) => {
      corpus(folder);
      const { code, out, err } = await folder.run('agreement', '--json');
      assert.deepEqual([code, err], [0, '']);
      const said = JSON.parse(out) as Said;
      assert.deepEqual([said.coders, said.sources], [['ann', 'ben'], 1]);
      const of = (question: string) => said.questions.find((one) => one.question === question);
      // Two pairs of mentions on the same passages, of which one means the same.
      assert.equal(of('entities')?.n, 2);
      assert.equal(of('entities')?.measures.agreement?.value, 0.5);
      assert.equal(of('mentions')?.measures['f1-exact']?.value, 1);
      // No two stances overlap: nothing can be said of their values, and the figure is not 0.
      assert.equal(of('values')?.measures.alpha?.value, null);
      assert.match(of('values')?.measures.alpha?.why ?? '', /no unit/);
      const csv = await folder.run('agreement', '--format', 'csv');
      assert.match(csv.out, /Do we mean the same entity\?,raw agreement,0\.5,/);
      const differences = await folder.run('agreement', '--disagreements', '--format', 'json');
      assert.deepEqual(
        (JSON.parse(differences.out) as Record<string, unknown>[]).map(({ passage, difference, ann, ben }) => [
          passage,
          difference,
          ann,
          ben,
        ]),
        [
          ['Ann blames Bern.', 'not tagged by all', 'ann → bern: critical', '(not tagged)'],
          ['Ben trusts Rome!', 'not tagged by all', '(not tagged)', 'ben → rome: supportive'],
          ['Bern', 'another entity', 'bern', 'rome'],
        ],
      );
      const items = await folder.run('agreement', '--items', 'entities', '--format', 'csv');
      assert.equal(
        items.out.replaceAll('\r', ''),
        'source,from,to,item,weight,ann,ben\na.txt,0,3,,1,ann,ann\na.txt,11,15,,1,bern,rome\n',
      );
      assert.match((await folder.run('agreement', '--gamma')).out, /Mean γ: .* seed 1\./);
    }));

  it('leaves out what a coder has not finished, and says so', () =>
    inFolder(async (folder) => {
      corpus(folder);
      folder.write('a.txt.ben.tags.yaml', layer('', '1-4 ann'));
      const { code, err } = await folder.run('agreement');
      assert.equal(code, 2);
      assert.match(err, /ben: 1 source is not finished and left out\./);
      assert.match(err, /--unfinished compares what there is/);
      assert.equal((await folder.run('agreement', '--unfinished')).code, 0);
    }));

  it('takes the coders of a shared file where it is asked to', () =>
    inFolder(async (folder) => {
      folder.write('codebook.yaml', CODEBOOK);
      folder.write('a.txt', TEXT);
      const by = (text: string, coder: string): string => text.replace(/( {4}entity: \w+\n)/g, `$1    by: ${coder}\n`);
      const ann = by(layer('', '1-4 ann'), 'ann');
      const ben = by(layer('#\n', '1-4 ann'), 'ben').split('tags:\n')[1] ?? '';
      folder.write('a.txt.tags.yaml', ann + ben);
      assert.equal((await folder.run('agreement')).code, 2);
      const { code, out } = await folder.run('agreement', '--shared', '--json');
      assert.equal(code, 0);
      assert.deepEqual((JSON.parse(out) as Said).coders, ['ann', 'ben']);
    }));

  it('refuses a coder’s file that cannot be read whole, or has another coder’s tag', () =>
    inFolder(async (folder) => {
      corpus(folder);
      folder.write('a.txt.ben.tags.yaml', 'stancemark: 1\ntags: [');
      assert.match((await folder.run('agreement')).err, /a\.txt\.ben\.tags\.yaml: not read/);
      folder.write('a.txt.ben.tags.yaml', layer(DONE, '1-4 ann') + '    by: ann\n');
      assert.match((await folder.run('agreement')).err, /by another coder/);
    }));
});
