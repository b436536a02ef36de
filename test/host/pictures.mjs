// @ts-check
// `npm run pictures`: the pictures of the README, made by the user-interface suite and put into media/readme.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { OUT, ROOT } from './paths.mjs';
import { end, endWithParent, run } from './processes.mjs';

endWithParent();
process.chdir(ROOT);
const code = await run(process.execPath, ['test/ui/run.mjs', '--grep', 'pictures of the README']);
if (code === 0) {
  for (const name of ['findings', 'moving']) {
    copyFileSync(path.join(OUT, 'screenshots', `readme-${name}.png`), path.join(ROOT, 'media/readme', `${name}.png`));
  }
}
await end(code);
