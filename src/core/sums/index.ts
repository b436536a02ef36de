export { branchTotals, type BranchTotals } from './branches';
export { corpusCounts, summaryOf, summarySteps, type SourceSummary } from './counts';
export {
  contradictionsOf,
  contradictionSteps,
  weightOf,
  type Contradiction,
  type ContradictionGrouping,
  type Contradictions,
} from './contradictions';
export { coverageOf, coverageSteps, type Coverage, type CoverageState } from './coverage';
export { detailOf, entityLabel, groupingIn, GROUPINGS, groupingWords, type Grouping, type Heading } from './headings';
export { matrixOf, matrixSteps, type Matrix, type MatrixCell } from './matrix';
export {
  coMentionPassages,
  coMentionsOf,
  coMentionSteps,
  mentionsOf,
  mentionSteps,
  type CoMentions,
  type Mentions,
} from './mentions';
export {
  eachStance,
  select,
  selectSteps,
  stancesOf,
  type Filter,
  type LeftOut,
  type Selection,
  type StancePassage,
} from './selection';
export { seenAs, signsOf } from './seen';
export { balanceOf, reporterOf, signMark, sizeOf, TALLY_KEYS, tallyKeyOf, type Tally } from './tally';
export { timelineOf, timelineSteps, type Timeline } from './timeline';
export { entityTotals, surfaceFormOf, totalSteps, type EntityTotals } from './totals';
