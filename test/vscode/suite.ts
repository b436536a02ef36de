import type Mocha from 'mocha';
// The same reporter everywhere, so that the lines can be read and added up.
import Reporter from '../host/reporter.cjs';

/** Milliseconds for one test. The first command wakes the extension; nothing else takes longer than a second or two. */
const TIMEOUT = 60_000;

/** Mocha's options in both extension hosts. */
export function options(grep: string): Mocha.MochaOptions {
  // Mocha's type asks for more than mocha does: it only constructs the reporter.
  const reporter = Reporter as unknown as Mocha.ReporterConstructor;
  return { ui: 'bdd', timeout: TIMEOUT, slow: 500, reporter, ...(grep === '' ? {} : { grep }) };
}

/** Resolves when every test passed; the message of the error is what VS Code's window says in the end. */
export function outcome(run: (done: (failures: number) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} failed`))));
  });
}
