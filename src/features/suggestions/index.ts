/** Suggestions: names of the codebook that stand untagged in the text, to accept or to dismiss. */
import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { acceptAllSuggestions, acceptSuggestion, dismissSuggestion, nextSuggestion } from './commands';
import { DrawSuggestions } from './draw';
import { Offers } from './offers';

const SOURCES: vscode.DocumentSelector = { pattern: '**/*.[tT][xX][tT]' };

export function registerSuggestions(services: Services): vscode.Disposable {
  const offers = new Offers(services);
  return vscode.Disposable.from(
    new DrawSuggestions(services),
    vscode.languages.registerHoverProvider(SOURCES, offers),
    vscode.languages.registerCodeActionsProvider(SOURCES, offers, Offers.metadata),
    registerCommands(services.log, {
      acceptSuggestion: (args) => acceptSuggestion(services, args),
      acceptAllSuggestions: (args) => acceptAllSuggestions(services, args),
      dismissSuggestion: (args) => dismissSuggestion(services, args),
      nextSuggestion: (args) => nextSuggestion(services, args),
    }),
  );
}
