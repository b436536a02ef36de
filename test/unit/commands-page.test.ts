/** COMMANDS.md says what the code reads. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { argumentsOfCommands, commandsPage } from '../host/commands-page.mjs';

describe('the page of commands', function () {
  // The compiler reads all of the extension.
  this.timeout(180_000);
  let found: ReturnType<typeof argumentsOfCommands>;
  before(() => {
    found = argumentsOfCommands();
  });

  it('is what the code reads: else `npm run pages`', () => {
    assert.equal(readFileSync('COMMANDS.md', 'utf8'), commandsPage(found));
  });

  it('follows arguments through functions, methods and flags, and reads nothing into commands that take none', () => {
    const of = (name: string): Record<string, string> =>
      Object.fromEntries(
        [...(found.get(name) ?? assert.fail(name))].map(([key, { kind, needed }]) => [key, kind + (needed ? '!' : '')]),
      );
    // By hand, from the functions themselves.
    assert.deepEqual(of('repeatTag'), { uri: 'address', range: 'range' });
    assert.deepEqual(of('adjudicateTake'), { coder: 'any', id: 'text' });
    assert.deepEqual(of('removeAlias'), { codebook: 'text!', entity: 'text!', alias: 'text!' });
    assert.deepEqual(of('openSample'), { folder: 'address', open: 'true or false' });
    assert.equal(of('tagStance')['intensity'], '`1`, `2`, `3`, `4`');
    assert.equal(of('mergeEntities')['preview'], 'true or false');
    assert.equal(of('exportEntities')['codebook'], 'text');
    assert.equal(of('editTag')['set'], 'object');
    assert.deepEqual(of('nextUntaggedSource'), {});
  });
});
