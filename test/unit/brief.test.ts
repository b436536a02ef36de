import * as assert from 'node:assert/strict';
import { briefOf } from '../../src/core/agreement/brief';
import type { Difference } from '../../src/core/agreement/disagreements';
import { readLayers } from '../../src/core/agreement/read';
import { languageOf, speak } from '../../src/core/base/say';
import type { Tag } from '../../src/core/model';
import { FileError } from '../../src/disk/file-error';
import { codebookOf, mention, sourceOf, stance } from './support/corpus';

const said = (kinds: readonly Difference[], ...tags: readonly (Tag | undefined)[]): readonly (string | undefined)[] => {
  const { shared, own } = briefOf({ kinds, tags: tags.map((tag) => tag && { tag, pieces: [] }) }, codebookOf());
  return [shared, ...own].map((one) => one?.replace(/[\u2066-\u2069]/g, ''));
};

describe('what coders have of a case, in few words', () => {
  const says = (meaning: string, quote = 'what he says'): Tag => stance('s', '0:0-9', meaning, { quote });

  it('says once what they share', () => {
    const [ann, ben] = [says('aliyev russia critical 3'), says('aliyev russia neutral 1')];
    assert.deepEqual(said(['value'], ann, ben), ['Ilham Əliyev → Russia', 'critical', 'neutral']);
    assert.deepEqual(said(['value', 'intensity'], ann, ben), [
      'Ilham Əliyev → Russia',
      'critical (3 of 4)',
      'neutral (1 of 4)',
    ]);
    assert.deepEqual(said(['borders'], ann, says('aliyev russia critical 3', 'he says')), [
      'Ilham Əliyev → Russia',
      '“what he says”',
      '“he says”',
    ]);
  });

  it('says whole what somebody has nothing of, and what differs in holder, target or entity', () => {
    const ann = says('author russia critical');
    assert.deepEqual(said(['missed'], ann, undefined), ['', 'author → Russia: critical', undefined]);
    assert.deepEqual(said(['ends', 'value'], ann, says('aliyev russia neutral')), [
      '',
      'author → Russia: critical',
      'Ilham Əliyev → Russia: neutral',
    ]);
    const [russia, port] = [mention('m', '0:0-6', 'russia'), mention('n', '0:0-6', 'port')];
    assert.deepEqual(said(['entity'], russia, port), ['', 'Russia', 'Port of Alat']);
    assert.deepEqual(said([], russia, undefined), ['', 'Russia', undefined]);
  });

  it('is short however long names are, and shows no sign that is unseen', () => {
    const name = 'A committee \u202eof many '.repeat(20);
    const codebook = codebookOf({ entities: [{ id: 'long', name, type: 'person', aliases: [] }] });
    const tags = ['critical', 'neutral'].map((value) => ({ tag: says(`long long ${value}`), pieces: [] }));
    const { shared, own } = briefOf({ kinds: ['value'], tags }, codebook);
    assert.ok([shared, ...own].join('').length < 80, shared);
    assert.doesNotMatch(shared, /\u202e/);
  });
});

describe('a coder’s file that cannot be read', () => {
  it('is told of in the user’s language', async () => {
    const uri = 'mem:/a.txt.ann.tags.yaml';
    const words = {
      'not read: {0}': 'nicht gelesen: {0}',
      'This is a folder, not a file.': 'Das ist ein Ordner, keine Datei.',
    };
    try {
      speak(languageOf('de', words));
      const { troubles } = await readLayers([sourceOf('a.txt', [])], {
        coderFiles: () => Promise.resolve([uri]),
        read: () => Promise.reject(new FileError('folder', 'a', 'This is a folder, not a file.')),
        readText: () => Promise.resolve(undefined),
      });
      assert.deepEqual(troubles, [{ uri, message: 'nicht gelesen: Das ist ein Ordner, keine Datei.' }]);
    } finally {
      speak();
    }
  });
});
