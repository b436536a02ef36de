/** Titles of commands where a sentence names one. A test holds them against package.nls.json. */
export const COMMAND_TITLES = {
  tagEntity: 'Tag as Entity…',
  tagStance: 'Tag Stance…',
  finishSource: 'Mark Source as Finished',
  chooseLayer: 'Choose Whose Tags Are Read…',
  setCoder: 'Set My Name as Coder…',
} as const;
