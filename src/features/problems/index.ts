/** Problems: what is wrong in sidecars, codebooks and sources, at its place, with what mends it. */
import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { addToCodebook } from './add';
import { QuickFixes } from './fixes';
import { Problems } from './problems';

const FILES: vscode.DocumentSelector = [
  { pattern: '**/*.[tT][xX][tT]' },
  { pattern: '**/*.[tT][xX][tT].tags.yaml' },
  { pattern: '**/codebook.yaml' },
];

export function registerProblems(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    new Problems(services),
    vscode.languages.registerCodeActionsProvider(FILES, new QuickFixes(services), QuickFixes.metadata),
    registerCommands(services.log, { addToCodebook: (args) => addToCodebook(services, args) }),
  );
}
