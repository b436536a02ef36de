/** Every feature of the extension, in the order in which they are registered. */
import type * as vscode from 'vscode';
import type { Services } from '../host/services';
import { registerAdjudicate } from './adjudicate';
import { registerCodebook } from './codebook';
import { registerExchange } from './exchange';
import { registerCoders } from './coders';
import { registerFindings } from './findings';
import { registerHighlights } from './highlights';
import { registerHover } from './hover';
import { registerMerging } from './merging';
import { registerLanguage } from './language';
import { registerNavigate } from './navigate';
import { registerStatus } from './status';
import { registerProblems } from './problems';
import { registerProposals } from './proposals';
import { registerYaml } from './yaml';
import { registerSplit } from './split';
import { registerSuggestions } from './suggestions';
import { registerTagAll } from './tagall';
import { registerTagging } from './tagging';
import { registerTrees } from './trees';

export const features: readonly ((services: Services) => vscode.Disposable)[] = [
  registerTagging,
  registerYaml,
  registerProblems,
  registerStatus,
  registerNavigate,
  registerLanguage,
  registerHighlights,
  registerFindings,
  registerTrees,
  registerSuggestions,
  registerProposals,
  registerSplit,
  // After suggestions: of several hovers VS Code shows the one registered last first, and a tag comes before a suggestion.
  registerHover,
  registerTagAll,
  registerCodebook,
  registerMerging,
  registerExchange,
  registerCoders,
  registerAdjudicate,
];
