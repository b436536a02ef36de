/** Problems: what is wrong in sidecars, codebooks and sources, at its place, with what mends it. */
import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { forSources } from '../../host/sources';
import { addToCodebook } from './add';
import { QuickFixes } from './fixes';
import { Problems } from './problems';

export function registerProblems(services: Services): vscode.Disposable {
  const fixes = new QuickFixes(services);
  return vscode.Disposable.from(
    new Problems(services),
    forSources((pattern) =>
      vscode.languages.registerCodeActionsProvider(
        [{ pattern }, { pattern: '**/*.tags.yaml' }, { pattern: '**/codebook.yaml' }],
        fixes,
        QuickFixes.metadata,
      ),
    ),
    registerCommands(services.log, { addToCodebook: (args) => addToCodebook(services, args) }),
  );
}
