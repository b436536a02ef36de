// @ts-check
// `npm run pages` writes what is made from the code: COMMANDS.md, and the table of settings in README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { commandsPage } from './commands-page.mjs';
import { ROOT } from './paths.mjs';
import { withSettings } from './settings-table.mjs';

process.chdir(ROOT);
writeFileSync('COMMANDS.md', commandsPage());
writeFileSync('README.md', withSettings(readFileSync('README.md', 'utf8')));
