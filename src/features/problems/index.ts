/**
 * Problems: what is wrong in sidecars, codebooks and proposals, which copies of them nobody reads, what may be a slip of coding, each at
 * its place with what mends it. What is found differs from origin to origin; how it is marked and mended is one.
 */
import * as vscode from 'vscode';
import { fromHeader, registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { forSources } from '../../host/sources';
import { Checks } from './checks';
import { addToCodebook, removeAlias } from './codebook';
import { SyncCopies } from './copies';
import { FileProblems } from './files';
import { QuickFixes } from './mark';
import { ProposalProblems } from './proposals';

export function registerProblems(services: Services): vscode.Disposable {
  const checks = new Checks(services);
  const fixes = new QuickFixes();
  return vscode.Disposable.from(
    new FileProblems(services),
    new ProposalProblems(services),
    new SyncCopies(services),
    checks,
    forSources((pattern) =>
      vscode.languages.registerCodeActionsProvider(
        [
          { pattern },
          { pattern: '**/*.tags.yaml' },
          { pattern: '**/codebook.yaml' },
          { pattern: '**/*.proposals.yaml' },
        ],
        fixes,
        QuickFixes.metadata,
      ),
    ),
    registerCommands(services.log, {
      checkConsistency: fromHeader((args) => checks.run(args)),
      addToCodebook: (args) => addToCodebook(services, args),
      removeAlias: (args) => removeAlias(services, args),
    }),
  );
}
