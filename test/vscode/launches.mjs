// @ts-check
// The launches of VS Code, the longest first: two run at a time. The tests of one are the files `*.test.ts` in the folder of its name.

/**
 * @typedef {object} Launch
 * @property {string} name
 * @property {readonly string[]} folders of test/fixtures: copied to a fresh place and opened; with two or more as a
 *   multi-root workspace
 * @property {readonly ('node' | 'web')[]} hosts the extension hosts to run it in
 * @property {boolean} [installed] the extension comes from its .vsix instead of being under development
 * @property {Record<string, unknown>} [settings] user settings
 */

/** @type {readonly Launch[]} */
export const LAUNCHES = [
  { name: 'one-folder', folders: ['one'], hosts: ['web', 'node'] },
  { name: 'faults', folders: ['one'], hosts: ['web', 'node'] },
  { name: 'no-folder', folders: [], hosts: ['node', 'web'] },
  { name: 'two-folders', folders: ['one', 'two'], hosts: ['node', 'web'] },
  { name: 'installed', folders: ['one'], hosts: ['node'], installed: true },
];
