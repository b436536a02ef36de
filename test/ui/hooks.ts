// Before and after all test files of the user-interface suite.
import { endWithParent } from '../host/processes.mjs';
import { closeAll, screenshotAll } from './app';

endWithParent();

afterEach(async function () {
  if (this.currentTest?.state === 'failed') {
    await screenshotAll(`failed ${this.currentTest.fullTitle()}`.replace(/[^\p{L}\p{N}]+/gu, '-'));
  }
});

after(closeAll);
