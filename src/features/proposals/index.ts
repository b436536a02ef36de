/** Proposed tags of scripts, models and colleagues: shown in the text, reviewed one by one. */
import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { forSources } from '../../host/sources';
import { acceptProposal, editProposal, nextProposal, rejectProposal, reviewProposals } from './commands';
import { DrawProposals } from './draw';
import { ProposalOffers } from './offers';

export function registerProposals(services: Services): vscode.Disposable {
  const offers = new ProposalOffers(services);
  return vscode.Disposable.from(
    new DrawProposals(services),
    forSources((pattern) =>
      vscode.Disposable.from(
        vscode.languages.registerHoverProvider({ pattern }, offers),
        vscode.languages.registerCodeActionsProvider({ pattern }, offers, ProposalOffers.metadata),
      ),
    ),
    registerCommands(services.log, {
      reviewProposals: (args) => reviewProposals(services, args),
      nextProposal: (args) => nextProposal(services, args),
      acceptProposal: (args) => acceptProposal(services, args),
      editProposal: (args) => editProposal(services, args),
      rejectProposal: (args) => rejectProposal(services, args),
    }),
  );
}
