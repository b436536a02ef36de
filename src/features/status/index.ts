/** What needs the user: tags that are lost or moved, changes that are not on disk; and the status bar that says so. */
import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { showStatus, StatusBar } from './bar';
import { acceptAllMoved, acceptMoved, ProblemWalk } from './moved';
import { placeLostTag } from './place';
import { ReadingOffer } from './reading';
import { decideDisputed, DisputeWatch } from './disputes';
import { discardUnsaved, offerUnwritten, retryUnsaved, UnsavedContext, writeAgain } from './unsaved';

export function registerStatus(services: Services): vscode.Disposable {
  const unsaved = new UnsavedContext(services);
  const disputes = new DisputeWatch(services);
  const walk = new ProblemWalk(services);
  return vscode.Disposable.from(
    services.leftBehind.onDidFind(() => void offerUnwritten(services)),
    new ReadingOffer(services),
    new StatusBar(services, () => {
      unsaved.update();
      disputes.update();
    }),
    registerCommands(services.log, {
      showStatus: () => showStatus(services),
      nextProblemTag: (args) => walk.next(args),
      acceptMoved: (args) => acceptMoved(services, args),
      acceptAllMoved: (args) => acceptAllMoved(services, args),
      placeLostTag: (args) => placeLostTag(services, args),
      retryUnsaved: () => retryUnsaved(services),
      writeAgain: (args) => writeAgain(services, args),
      discardUnsaved: (args) => discardUnsaved(services, args),
      decideDisputed: (args) => decideDisputed(services, args),
    }),
  );
}
