/** Suggestions: names of the codebook that stand untagged in the text, to accept or to dismiss. */
import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { forSources } from '../../host/sources';
import { acceptAllSuggestions, acceptSuggestion, dismissSuggestion, nextSuggestion } from './commands';
import { DrawSuggestions } from './draw';
import { Offers } from './offers';

export function registerSuggestions(services: Services): vscode.Disposable {
  const offers = new Offers(services);
  return vscode.Disposable.from(
    new DrawSuggestions(services),
    forSources((pattern) =>
      vscode.Disposable.from(
        vscode.languages.registerHoverProvider({ pattern }, offers),
        vscode.languages.registerCodeActionsProvider({ pattern }, offers, Offers.metadata),
      ),
    ),
    registerCommands(services.log, {
      acceptSuggestion: (args) => acceptSuggestion(services, args),
      acceptAllSuggestions: (args) => acceptAllSuggestions(services, args),
      dismissSuggestion: (args) => dismissSuggestion(services, args),
      nextSuggestion: (args) => nextSuggestion(services, args),
    }),
  );
}
