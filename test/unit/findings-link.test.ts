import assert from 'node:assert/strict';
import { linkedFindings } from '../../src/core/findings/link';

describe('links to Findings, which any web page can make', () => {
  it('choose a view, a saved search or a query', () => {
    assert.deepEqual(linkedFindings('/findings', 'view=timeline&search=My%20search'), {
      view: 'timeline',
      search: 'My search',
    });
    assert.deepEqual(linkedFindings('/findings', 'query=holder%3Aada'), { query: 'holder:ada' });
    assert.deepEqual(linkedFindings('/findings', ''), {});
  });

  it('choose nothing else', () => {
    for (const path of [
      '',
      '/',
      '/findings/',
      '/FINDINGS',
      '/exportFindings',
      '/../findings',
      '/stancemark.exportFindings',
    ]) {
      assert.equal(linkedFindings(path, 'view=matrix'), undefined, path);
    }
    const hostile = 'uri=file:///etc/passwd&command=workbench.action.quit&format=html&codebook=x&sources=y&__proto__=1';
    assert.deepEqual(linkedFindings('/findings', hostile), {});
    assert.deepEqual(linkedFindings('/findings', 'view=constructor&view=matrix'), {});
    assert.deepEqual(linkedFindings('/findings', `query=${'a'.repeat(5_000)}`), {});
    assert.equal(linkedFindings('/findings', 'a'.repeat(30_000)), undefined);
  });
});
