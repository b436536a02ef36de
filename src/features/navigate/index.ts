/** Going somewhere: to the next mention or tag, to all mentions, to the sidecar and the codebook, to the sample. */
import type * as vscode from 'vscode';
import { fromHeader, registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { editSourceDetails } from './details';
import { nextUntaggedSource, openCodebook, openSidecar } from './open';
import { copyQuotation } from './quotation';
import { showEntity } from './references';
import { exportSourceDetails, importSourceDetails } from './source-list';
import { openSample } from './sample';
import { Walk } from './walk';

export function registerNavigate(services: Services): vscode.Disposable {
  const walk = new Walk(services);
  return registerCommands(services.log, {
    nextMention: (args) => walk.mention(args, 1),
    previousMention: (args) => walk.mention(args, -1),
    nextTag: (args) => walk.tag(args, 1),
    previousTag: (args) => walk.tag(args, -1),
    showEntity: (args) => showEntity(services, args),
    openSidecar: (args) => openSidecar(services, args),
    openCodebook: (args) => openCodebook(services, args),
    editSourceDetails: (args) => editSourceDetails(services, args),
    importSourceDetails: fromHeader((args) => importSourceDetails(services, args)),
    exportSourceDetails: fromHeader((args) => exportSourceDetails(services, args)),
    nextUntaggedSource: () => nextUntaggedSource(services),
    openSample: (args) => openSample(services, args),
    copyQuotation: (args) => copyQuotation(services, args),
  });
}
