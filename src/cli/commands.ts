/** The commands, in the order of the help. Each is loaded when it is called: the first word of output must not wait for all. */
import type { Command } from './command';

export interface Listed {
  /** For the list of commands: one line. */
  readonly says: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

export const COMMANDS: Readonly<Record<string, Listed>> = {
  check: { says: 'Look for what is wrong in tags and codebooks', load: () => import('./check') },
  stats: { says: 'Count sources, tags, entities and coders', load: () => import('./stats') },
  proposals: { says: 'Proposed tags that wait for a decision', load: () => import('./proposals') },
  search: { says: 'Find passages by a query', load: () => import('./search') },
  table: { says: 'The numbers of Findings, or every passage, as a table', load: () => import('./table') },
  codebook: { says: 'The codebook to print, with counts and examples', load: () => import('./codebook') },
  show: { says: 'A tags file or codebook as stable text', load: () => import('./show') },
  diff: { says: 'What happened to the tags between two revisions, folders or files', load: () => import('./diff') },
  agreement: { says: 'How far coders agree, with coefficients and intervals', load: () => import('./agreement') },
  merge: { says: 'Merge two versions of a file by meaning', load: () => import('./merge') },
  'merge-driver': { says: 'The same, as git calls it', load: () => import('./merge-driver') },
  git: { says: 'Tell git to merge and compare tags by meaning', load: () => import('./git-command') },
  export: { says: 'Write the tags for another tool', load: () => import('./export') },
  import: { says: 'Bring in what was tagged elsewhere', load: () => import('./import') },
};
