/** With git and with others: merges that stopped, comparisons, and whether git merges by meaning here. */
import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { CompareTree } from './compare';
import { DriverStatus, explainMergeDriver } from './driver';
import { entityHistoryOf, tagHistoryOf } from './history';
import { resolveByMeaning } from './resolve';
import { Unmerged } from './unmerged';

export function registerMerging(services: Services): vscode.Disposable {
  const compare = new CompareTree(services);
  return vscode.Disposable.from(
    compare,
    new Unmerged(services),
    new DriverStatus(services.log),
    registerCommands(services.log, {
      resolveByMeaning: (args) => resolveByMeaning(services, args),
      compareTags: (args) => compare.compare(args),
      historyOfTag: (args) => tagHistoryOf(services, args),
      historyOfEntity: (args) => entityHistoryOf(services, args),
      explainMergeDriver: () => explainMergeDriver(),
    }),
  );
}
