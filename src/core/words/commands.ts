/** Titles of commands where a sentence names one. A test holds them against package.nls.json. */
export const COMMAND_TITLES = {
  tagEntity: 'Tag as Entity…',
  tagStance: 'Tag Stance…',
} as const;
