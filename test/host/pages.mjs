// @ts-check
// `npm run pages` writes what is made from the code: COMMANDS.md.
import { writeFileSync } from 'node:fs';
import { commandsPage } from './commands-page.mjs';
import { ROOT } from './paths.mjs';

process.chdir(ROOT);
writeFileSync('COMMANDS.md', commandsPage());
