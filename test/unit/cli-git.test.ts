import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'mocha';
import { inRepository, program, type Repository } from './cli/repository';

const NAME = 'a report’s text.txt.tags.yaml';

function tag(id: string, line: number, entity: string, more = ''): string {
  return `  - id: ${id}\n    at: ${line}:1-${line}:5\n    quote: "Line"\n    before: ""\n    after: " ${line}"\n    entity: ${entity}\n${more}`;
}
const sidecar = (...tags: string[]): string => `stancemark: 1\ntags:\n${tags.join('')}`;

const BASE = sidecar(tag('aaaaaaaa', 1, 'russia'), tag('zzzzzzzz', 9, 'baku'));
/** Neighbours in the file: to git's text merge a conflict, by meaning none. */
const OURS = sidecar(tag('aaaaaaaa', 1, 'russia'), tag('bbbbbbbb', 4, 'russia'), tag('zzzzzzzz', 9, 'baku'));
const THEIRS = sidecar(tag('aaaaaaaa', 1, 'russia'), tag('cccccccc', 5, 'baku'), tag('zzzzzzzz', 9, 'baku'));
const BOTH = sidecar(
  tag('aaaaaaaa', 1, 'russia'),
  tag('bbbbbbbb', 4, 'russia'),
  tag('cccccccc', 5, 'baku'),
  tag('zzzzzzzz', 9, 'baku'),
);
/** Both sides gave one tag another entity: that is one. */
const OURS_REAL = BASE.replace('entity: russia', 'entity: moscow');
const THEIRS_REAL = BASE.replace('entity: russia', 'entity: kremlin');

/** Two branches from one commit, each with its version of the file; `main` is checked out. */
function branches(repository: Repository, ours: string, theirs: string): void {
  repository.put(NAME, BASE);
  repository.commit('base');
  repository.git('checkout', '-qb', 'side');
  repository.put(NAME, theirs);
  repository.commit('theirs');
  repository.git('checkout', '-q', 'main');
  repository.put('other.txt', 'so that main has a commit of its own\n');
  repository.put(NAME, ours);
  repository.commit('ours');
}

/** The four ways in which git brings two versions together. */
const WAYS: Readonly<Record<string, (repository: Repository) => number | null>> = {
  merge: (repository) => repository.try('merge', '-q', '--no-edit', 'side').code,
  rebase: (repository) => repository.try('rebase', 'side').code,
  'cherry-pick': (repository) => repository.try('cherry-pick', 'side').code,
  'stash pop': (repository) => {
    repository.git('checkout', '-q', 'side~1');
    repository.put(NAME, repository.git('show', `main:${NAME}`));
    repository.git('stash', '-q');
    repository.git('checkout', '-q', 'side');
    return repository.try('stash', 'pop').code;
  },
};

describe('command line: merged by git', function () {
  if (process.platform === 'win32') return;
  before(() => void program());

  for (const [way, bring] of Object.entries(WAYS)) {
    it(`${way}: neighbours go together, and a real conflict stands in markers around whole tags`, () => {
      inRepository((repository) => {
        branches(repository, OURS, THEIRS);
        repository.stancemark('git', 'install');
        assert.equal(bring(repository), 0);
        assert.equal(repository.get(NAME), BOTH);
      });
      inRepository((repository) => {
        branches(repository, OURS_REAL, THEIRS_REAL);
        repository.stancemark('git', 'install');
        assert.notEqual(bring(repository), 0);
        const text = repository.get(NAME);
        assert.match(
          text,
          /^<<<<<<< ours\n {2}- id: aaaaaaaa\n[^]*^\|{7} base\n {2}- id: aaaaaaaa\n[^]*^=======\n {2}- id: aaaaaaaa\n[^]*^>>>>>>> theirs\n/m,
        );
        assert.ok(text.includes('entity: moscow') && text.includes('entity: kremlin'));
        assert.ok(text.endsWith(tag('zzzzzzzz', 9, 'baku')));
        assert.match(repository.git('status', '--porcelain'), /^(UU|AA) /m);
      });
    });

    for (const [what, script] of [
      ['is not there', undefined],
      ['ends with 2', 'exit 2'],
      ['ends with 3', 'exit 3'],
      ['crashes', 'kill -SEGV $$'],
      ['is killed after it touched nothing', 'kill -KILL $$'],
    ] as const) {
      it(`${way}: where the program ${what}, both sides stand between markers`, () => {
        inRepository((repository) => {
          branches(repository, OURS, THEIRS);
          repository.stancemark('git', 'install');
          repository.program(script);
          assert.notEqual(bring(repository), 0);
          const text = repository.get(NAME);
          for (const mark of ['<<<<<<< ours', '=======', '>>>>>>> theirs']) assert.ok(text.includes(mark), text);
          for (const id of ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'zzzzzzzz']) assert.ok(text.includes(`id: ${id}`), id);
        });
      });
    }

    it(`${way}: the exit codes 0 and 1 of the program are git’s`, () => {
      for (const code of [0, 1]) {
        inRepository((repository) => {
          branches(repository, OURS, THEIRS);
          repository.stancemark('git', 'install');
          repository.program(`printf 'written by a stub\\n' > "$3"; exit ${code}`);
          assert.equal(bring(repository) === 0, code === 0);
          assert.equal(repository.get(NAME), 'written by a stub\n');
          if (way !== 'stash pop' && code === 1) assert.match(repository.git('status', '--porcelain'), /^UU /m);
        });
      }
    });
  }

  it('a file that cannot be read whole is merged as text by git, with markers', () => {
    inRepository((repository) => {
      branches(repository, OURS.replace('entity: russia\n  - id: z', 'entity: [russia\n  - id: z'), THEIRS);
      repository.stancemark('git', 'install');
      const done = repository.try('merge', '-q', '--no-edit', 'side');
      assert.notEqual(done.code, 0);
      assert.match(done.err, /stancemark: .*not valid YAML/);
      const text = repository.get(NAME);
      assert.ok(text.includes('<<<<<<< ours') && text.includes('id: cccccccc') && text.includes('id: bbbbbbbb'));
    });
  });

  it('a file that both sides began is merged too, and a larger marker size is kept', () => {
    inRepository((repository) => {
      repository.put('x.txt', 'x\n');
      repository.put('.gitattributes', '*.tags.yaml conflict-marker-size=12\n');
      repository.commit('base');
      repository.git('checkout', '-qb', 'side');
      repository.put(NAME, THEIRS_REAL);
      repository.commit('theirs');
      repository.git('checkout', '-q', 'main');
      repository.put(NAME, OURS_REAL);
      repository.commit('ours');
      repository.stancemark('git', 'install');
      assert.notEqual(repository.try('merge', '-q', '--no-edit', 'side').code, 0);
      assert.match(repository.get(NAME), /^<{12} ours\n/m);
      assert.equal(repository.get(NAME).split('id: zzzzzzzz').length, 2);
    });
  });

  it('install and uninstall say what they wrote, do nothing twice, and leave other lines alone', () => {
    inRepository((repository) => {
      const own = '# ours\n*.png binary\n*.tags.yaml text';
      repository.put('.gitattributes', own);
      const first = repository.stancemark('git', 'install');
      assert.equal(first.code, 0, first.err);
      assert.match(
        first.out,
        /^\.gitattributes: \+ \*\.tags\.yaml merge=stancemark diff=stancemark\n\.gitattributes: \+ codebook\.yaml merge=stancemark diff=stancemark\n\.git\/config: merge\.stancemark\.name = tags by meaning\n\.git\/config: merge\.stancemark\.driver = sh -c 'stancemark merge-driver/,
      );
      assert.equal(
        repository.git('config', 'merge.stancemark.driver'),
        `sh -c 'stancemark merge-driver "$@"; r=$?; [ $r -lt 2 ] && exit $r; exec git merge-file --marker-size="$4" -L ours -L base -L theirs "$2" "$1" "$3"' -- %O %A %B %L %P\n`,
      );
      const written = [repository.get('.gitattributes'), repository.get('.git/config')];
      assert.match(repository.stancemark('git', 'install').out, /^Nothing to do/);
      assert.deepEqual([repository.get('.gitattributes'), repository.get('.git/config')], written);
      const gone = repository.stancemark('git', 'uninstall');
      assert.match(gone.out, /\.gitattributes: - codebook\.yaml/);
      assert.equal(repository.get('.gitattributes'), `${own}\n`);
      assert.equal(repository.try('config', '--get-regexp', 'stancemark').code, 1);
      assert.match(repository.stancemark('git', 'uninstall').out, /^Nothing to do/);
    });
    inRepository((repository) => {
      repository.stancemark('git', 'install');
      repository.stancemark('git', 'uninstall');
      assert.equal(existsSync(path.join(repository.work, '.gitattributes')), false);
      assert.equal(repository.stancemark('git').code, 2);
      assert.equal(repository.start('stancemark', ['git', 'install'], repository.path).code, 2);
    });
  });

  it('is called by its place where the program is not on the path', () => {
    inRepository((repository) => {
      branches(repository, OURS, THEIRS);
      repository.program(undefined);
      const done = repository.start(process.execPath, [program(), 'git', 'install']);
      assert.equal(done.code, 0, done.err);
      assert.match(repository.git('config', 'merge.stancemark.driver'), /stancemark\.mjs" merge-driver/);
      assert.equal(repository.try('merge', '-q', '--no-edit', 'side').code, 0);
      assert.equal(repository.get(NAME), BOTH);
    });
  });

  it('check says where .gitattributes names the driver and git has none', () => {
    inRepository((repository) => {
      repository.put('.gitattributes', '# tags\n*.tags.yaml merge=stancemark\n');
      const found = (): unknown =>
        (
          JSON.parse(repository.stancemark('check', '--json').out) as { file: string; line: number; code: string }[]
        ).map(({ file, line, code }) => [file, line, code]);
      assert.deepEqual(found(), [['.gitattributes', 2, 'no-merge-driver']]);
      assert.equal(repository.stancemark('check').code, 0);
      assert.equal(repository.stancemark('check', '--strict').code, 1);
      repository.stancemark('git', 'install');
      assert.deepEqual(found(), []);
    });
  });

  it('check names a line that takes tags from the driver, and install puts its own after it, all other bytes kept', () => {
    inRepository((repository) => {
      repository.stancemark('git', 'install');
      const file = path.join(repository.work, '.gitattributes');
      const before = Buffer.concat([
        readFileSync(file),
        Buffer.from([0xfc, 0x20]),
        Buffer.from('text\n*.yaml merge=union\n'),
      ]);
      writeFileSync(file, before);
      assert.match(repository.stancemark('check').out, /other-merge-driver +Git merges “\*\.tags\.yaml” by “union”/);
      assert.match(repository.stancemark('git', 'install').out, /\+ \*\.tags\.yaml merge=stancemark/);
      const after = readFileSync(file);
      assert.deepEqual(after.subarray(0, before.length), before);
      assert.equal(repository.stancemark('check').code, 0);
      assert.match(repository.stancemark('git', 'install').out, /Nothing to do/);
      assert.deepEqual(readFileSync(file), after);
    });
  });

  it('git diff shows tags by meaning, and a file as it is where it cannot', () => {
    inRepository((repository) => {
      repository.put(NAME, BASE);
      repository.commit('base');
      repository.stancemark('git', 'install');
      repository.put(NAME, OURS_REAL);
      assert.match(repository.git('diff'), /^-\s+russia\n\+\s+moscow$/m);
      repository.program(undefined);
      assert.match(repository.git('diff'), /^-\s+entity: russia\n\+\s+entity: moscow$/m);
    });
  });
});

describe('command line: merge', function () {
  if (process.platform === 'win32') return;

  it('writes what both sides tagged, whatever the files are called', () => {
    inRepository((repository) => {
      for (const [name, text] of [
        ['base.yaml', BASE],
        ['o.yaml', OURS],
        ['t.yaml', THEIRS],
      ] as const)
        repository.put(name, text);
      const done = repository.stancemark('merge', 'base.yaml', 'o.yaml', 't.yaml', '-o', 'out.yaml');
      assert.deepEqual([done.code, done.out, done.err], [0, '', '']);
      assert.equal(repository.get('out.yaml'), BOTH);
      assert.equal(repository.stancemark('merge', 'base.yaml', 'o.yaml', 't.yaml').out, BOTH);
      repository.put('t.yaml', THEIRS_REAL);
      repository.put('o.yaml', OURS_REAL);
      const conflict = repository.stancemark('merge', 'base.yaml', 'o.yaml', 't.yaml', '-o', 'out.yaml');
      assert.equal(conflict.code, 1);
      assert.match(conflict.err, /out\.yaml: 1 conflict\.[^]*\n {2}aaaaaaaa: both sides changed /);
      assert.match(repository.get('out.yaml'), /<<<<<<< ours/);
    });
  });

  it('writes over no source, and over no tags or codebook but those that it merged', () => {
    inRepository((repository) => {
      const kept = {
        'a.txt': 'a text\n',
        'a.txt.tags.yaml': THEIRS_REAL,
        'codebook.yaml': 'stancemark: 1\nentities: []\n',
      };
      for (const [name, text] of Object.entries({ ...kept, b: BASE, o: OURS, t: THEIRS })) repository.put(name, text);
      for (const [name, text] of Object.entries(kept)) {
        const done = repository.stancemark('merge', 'b', 'o', 't', '-o', name);
        assert.equal(done.code, 2, name);
        assert.match(done.err, /Name another file|or name another file/);
        assert.equal(repository.get(name), text);
      }
      for (const there of [OURS, `${BASE}<<<<<<< HEAD\n=======\n>>>>>>> other\n`]) {
        repository.put('a.txt.tags.yaml', there);
        const done = repository.stancemark('merge', 'b', 'o', 't', '-o', 'a.txt.tags.yaml');
        assert.deepEqual([done.code, done.err], [0, '']);
        assert.equal(repository.get('a.txt.tags.yaml'), BOTH);
      }
    });
  });

  it('merges codebooks by their entities', () => {
    inRepository((repository) => {
      const book = (...names: string[]): string =>
        `stancemark: 1\nentities:\n${names.map((name) => `  - id: ${name.toLowerCase()}\n    name: ${name}\n    type: state\n`).join('')}`;
      repository.put('b', book('Russia'));
      repository.put('o', book('Baku', 'Russia'));
      repository.put('t', book('Russia').replace('name: Russia', 'name: Russian Federation'));
      const done = repository.stancemark('merge', 'b', 'o', 't');
      assert.equal(done.code, 0, done.err);
      assert.equal(done.out, book('Baku', 'Russia').replace('name: Russia', 'name: Russian Federation'));
    });
  });

  it('writes nothing where a file cannot be read whole, and says which, where and what', () => {
    inRepository((repository) => {
      repository.put('base.yaml', BASE);
      repository.put('o.yaml', OURS);
      repository.put('t.yaml', `${THEIRS}  - id: [\n`);
      repository.put('out.yaml', 'as it was\n');
      for (const args of [
        ['merge', 'base.yaml', 'o.yaml', 't.yaml', '-o', 'out.yaml'],
        ['merge-driver', 'base.yaml', 'o.yaml', 't.yaml', '7', NAME],
      ]) {
        const done = repository.stancemark(...args);
        assert.equal(done.code, 2);
        assert.match(done.err, /^stancemark: t\.yaml:\d+: The file is not valid YAML/);
      }
      assert.equal(repository.get('out.yaml'), 'as it was\n');
      assert.equal(repository.get('o.yaml'), OURS);
      assert.equal(repository.stancemark('merge', 'base.yaml', 'o.yaml').code, 2);
      assert.equal(repository.stancemark('merge', 'base.yaml', 'o.yaml', 'none.yaml').code, 2);
      assert.equal(repository.stancemark('merge-driver', 'base.yaml', 'o.yaml', 'base.yaml', 'many', NAME).code, 2);
    });
  });
});
