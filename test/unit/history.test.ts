import assert from 'node:assert/strict';
import { entityFields, entityHistory, tagHistory, type Version } from '../../src/core/compare/history';
import { inRepository, type Repository } from './cli/repository';

const tag = (says: string, at = '1:1-1:4', quote = 'Ada'): string =>
  `stancemark: 1\ntags:\n  - id: abcdefgh\n    at: ${at}\n    quote: "${quote}"\n    ${says}\n  - id: bcdefghi\n    at: 1:1-1:4\n    quote: "Ada"\n    entity: x\n`;
const book = (lines: string): string => `stancemark: 1\nentities:\n${lines}  - id: z\n    name: Z\n    type: person\n`;

/** Every version of a file as git has it, oldest first: the commit’s subject stands for the commit. */
function versions(repository: Repository, name: string): Version<string>[] {
  const hashes = repository.git('log', '--reverse', '--format=%H', '--', name).trim().split('\n');
  return hashes.map((hash) => {
    const shown = repository.try('show', `${hash}:${name}`);
    const of = repository.git('log', '-1', '--format=%an: %s', hash).trim();
    return { of, text: shown.code === 0 ? shown.out : undefined };
  });
}

describe('history', () => {
  it('of a tag: only the commits that changed it, with what it was before', () =>
    inRepository((repository) => {
      const put = (text: string | undefined, message: string): void => {
        if (text === undefined) repository.git('rm', '-q', 'a.txt.tags.yaml');
        else repository.put('a.txt.tags.yaml', text);
        repository.commit(message);
      };
      put(tag('entity: ada').replace(/ {2}- id: abcdefgh[^]*?(?= {2}- id: b)/, ''), 'another tag');
      put(tag('entity: ada'), 'new');
      put(tag('entity: ada').replace('entity: x', 'entity: y'), 'the other one');
      put(tag('entity: eva'), 're-meant');
      put('stancemark: 1\ntags: [', 'broken');
      put(tag('entity: eva'), 'mended');
      put(tag('entity: eva\n    note: "n"', '2:1-2:8', 'Ada Eva'), 'moved and noted');
      put(undefined, 'gone');
      put(tag('entity: eva'), 'back');
      const steps = tagHistory(versions(repository, 'a.txt.tags.yaml'), 'abcdefgh');
      assert.deepEqual(
        steps.map(({ of, since, kinds, before, after }) => [of, since, kinds, before?.entity, after?.entity]),
        [
          ['a: new', 'a: another tag', ['added'], undefined, 'ada'],
          ['a: re-meant', 'a: the other one', ['re-meant'], 'ada', 'eva'],
          ['a: moved and noted', 'a: mended', ['moved', 'noted'], 'eva', 'eva'],
          ['a: gone', 'a: moved and noted', ['removed'], 'eva', undefined],
          ['a: back', 'a: gone', ['added'], undefined, 'eva'],
        ],
      );
      assert.deepEqual(tagHistory(versions(repository, 'a.txt.tags.yaml'), 'zzzzzzzz'), []);
    }));

  it('of an entity: which fields became what', () =>
    inRepository((repository) => {
      const put = (lines: string, message: string): void => {
        repository.put('codebook.yaml', book(lines));
        repository.commit(message);
      };
      const ada = (rest: string): string => `  - id: ada\n    name: Ada\n${rest}`;
      put('', 'none');
      put(ada('    type: person\n'), 'new');
      put('# a comment\n' + ada('    type: "person"\n'), 'looks alone');
      put(ada('    type: person\n    parent: z\n    definition: |\n      One.\n      Two.\n    x-own: 1\n'), 'defined');
      const steps = entityHistory(versions(repository, 'codebook.yaml'), 'ada');
      assert.deepEqual(
        steps.map(({ of, kinds }) => [of, kinds]),
        [
          ['a: new', ['added']],
          ['a: defined', ['changed']],
        ],
      );
      assert.deepEqual(entityFields(steps[1]?.before, steps[1]?.after), [
        { key: 'parent', after: 'z' },
        { key: 'definition', after: '"One.\\nTwo.\\n"' },
        { key: 'x-own', after: '1' },
      ]);
    }));
});
