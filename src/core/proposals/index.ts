/** Proposed tags: reading their files, judging them against text and codebook, and the changes that a decision makes. */
export { judge, judging, type JudgeContext } from './judge';
export type { Judged, Proposal, Proposed, ProposalsFile, ProposalsReading, RefusedCode, RefusedItem } from './model';
export { linesText, REFUSED_CODES } from './model';
export { acceptChanges, rejectChanges } from './decide';
export { readProposals, readProposalsBytes } from './read';
export { problemsOfProposals, type ProposalsProblem } from './problems';
