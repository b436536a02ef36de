export { EVERYTHING, FIELDS, FUNCTIONS, type Query, type QueryError } from './language';
export { quoteValue } from './lex';
export { parseQuery, type ParsedQuery } from './parse';
export { runQuery, Search } from './run';
export { completeQuery, type Completion } from './complete';
export { adviseQuery, type Advice } from './advise';
export { EXAMPLES } from './examples';
