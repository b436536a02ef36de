// @ts-check
// The table of settings that README holds, made from package.json. Paths are relative to the root.
import { readFileSync } from 'node:fs';

const BEGIN = '<!-- settings: made by `npm run pages` -->\n\n';
const END = '\n<!-- /settings -->';

export function settingsTable() {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
  const words = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  /** @type {[string, { default: unknown, markdownDescription: string }][]} */
  const settings = Object.entries(contributes.configuration.properties);
  const rows = settings.map(([name, setting]) => {
    /** @type {string} */
    const says = words[setting.markdownDescription.slice(1, -1)];
    // In VS Code `#name#` links to a setting; here it is its name.
    const plain = says
      .replace(/`#([\w.]+)#`/g, '`$1`')
      .replaceAll('|', '\\|')
      .replaceAll('\n', ' ');
    return `| \`${name}\` | \`${JSON.stringify(setting.default)}\` | ${plain} |`;
  });
  return `| setting | default | what it does |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** A page with its table made anew. @param {string} page */
export function withSettings(page) {
  const from = page.indexOf(BEGIN) + BEGIN.length;
  const to = page.indexOf(END);
  if (from < BEGIN.length || to < from) throw new Error('README has no place for the table of settings.');
  return page.slice(0, from) + settingsTable() + page.slice(to);
}
