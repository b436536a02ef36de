export { ENTITY_SORTS, entityTree, entityTreeSteps, type EntitySort } from './entities';
export {
  reach,
  type Forest,
  type GroupNode,
  type PassageNode,
  type SourceNode,
  type StanceGrouping,
  type TreeNode,
} from './node';
export { CHUNK, type Beside } from './passages';
export { looksSame } from './same';
export { findAll, findSteps, markMistake, searchTree, searchTreeSteps, type FoundPassages } from './searches';
export { badgeOf, SOURCE_SORTS, sourceTree, sourceTreeSteps, stateOf, type SourceSort } from './sources';
export { STANCE_GROUPINGS, stanceTree, stanceTreeSteps } from './stances';
