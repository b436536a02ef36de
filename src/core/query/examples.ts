/** Queries to learn from, simplest first; the names in them are those of the sample corpus. */
export const EXAMPLES: readonly { readonly query: string; readonly says: string }[] = [
  { query: 'entity:russia', says: 'Mentions of Russia, and stances that it holds or that are toward it' },
  { query: 'holder:azerbaijan target:russia axis:negative', says: 'Where Azerbaijan stands against Russia' },
  { query: 'stance:critical intensity:>=3', says: 'Sharp criticism, whoever voices it' },
  { query: 'holder:author -has:via', says: 'Stances of the texts themselves' },
  { query: 'has:via target:russia', says: 'Stances toward Russia that somebody reports' },
  { query: 'type:state date:2025-01..2025-06', says: 'Tags about states in sources of the first half of 2025' },
  { query: '(axis:positive or axis:mixed) not certainty:denied', says: 'Stances that are at least partly friendly' },
  { query: 'near(entity:azerbaijan, entity:russia, 1 paragraph)', says: 'Azerbaijan, in one paragraph with Russia' },
  { query: 'inside(kind:mention, axis:negative)', says: 'Who is named within a passage that is against someone' },
  { query: 'overlaps(by:mk, by:ln)', says: 'Passages of one coder that cross those of another' },
  { query: '"unsigned paper" or grateful', says: 'These words, in a passage or in a note' },
  { query: 'source:*2025* lost:yes', says: 'Lost tags of the sources whose name has 2025 in it' },
];
