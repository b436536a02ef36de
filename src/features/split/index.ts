/** Taking the export of a press database apart. */
import type * as vscode from 'vscode';
import { registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { countSourceAgain } from './aside';
import { splitIntoArticles } from './split';

export function registerSplit(services: Services): vscode.Disposable {
  return registerCommands(services.log, {
    splitIntoArticles: (args) => splitIntoArticles(services, args),
    countSourceAgain: (args) => countSourceAgain(services, args),
  });
}
