export { ENTITY_SORTS, entityTree, type EntitySort } from './entities';
export {
  reach,
  type Forest,
  type GroupNode,
  type PassageNode,
  type SourceNode,
  type StanceGrouping,
  type TreeNode,
} from './node';
export { CHUNK } from './passages';
export { looksSame } from './same';
export { findAll, markMistake, searchTree } from './searches';
export { SOURCE_SORTS, sourceTree, stateOf, troublesOf, type SourceSort } from './sources';
export { STANCE_GROUPINGS, stanceTree } from './stances';
