// @ts-check
// The mocha reporter of every suite here, in Node, in the extension hosts and in a web worker: no DOM, no `process`,
// no colours. Its last line, `# N passed, N failed, N skipped`, is what `npm test` adds up.

/** An error, or what is left of one that came from another process. @param {{ message?: string, stack?: string, cause?: unknown }} error @returns {string} */
function describe(error) {
  const { message = String(error), stack = '', cause } = error;
  // Some engines leave the message out of the stack; some libraries colour it.
  const text = stack.includes(message) ? stack : `${message}\n${stack}`;
  // Why a random case failed stands in its cause alone.
  const why = cause !== null && typeof cause === 'object' ? `\nbecause of ${describe(cause)}` : '';
  return text.replace(/\u001b\[\d*m/g, '') + why;
}

class Reporter {
  /** @param {import('mocha').Runner} runner */
  constructor(runner) {
    let passed = 0;
    let failed = 0;
    let skipped = 0;
    let shown = '';
    const started = Date.now();

    /** @param {import('mocha').Test} test @param {string} mark */
    const line = (test, mark) => {
      const titles = test.titlePath();
      const group = titles.slice(0, -1).join(' › ');
      if (group !== shown) {
        shown = group;
        console.log(group);
      }
      const slow = test.duration !== undefined && test.duration > test.slow() ? ` (${test.duration} ms)` : '';
      console.log(`  ${mark} ${titles.at(-1)}${slow}`);
    };

    runner.on('pass', (test) => {
      passed++;
      line(test, '✓');
    });
    runner.on('pending', (test) => {
      skipped++;
      line(test, '-');
    });
    runner.on('fail', (test, error) => {
      failed++;
      line(test, '✗');
      console.log(describe(error).replace(/^/gm, '      '));
    });
    runner.on('end', () => {
      console.log(`# ${passed} passed, ${failed} failed, ${skipped} skipped`);
      console.log(`  in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    });
  }
}

module.exports = Reporter;
