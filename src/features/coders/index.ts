/** Several coders: who I am, whose tags are read, and what is finished. */
import * as vscode from 'vscode';
import { fromHeader, registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { assignSources } from './assign';
import { LayerBar } from './bar';
import { finishSource, nextUnfinishedSource } from './finish';
import { chooseLayer, setCoder } from './layer';

export function registerCoders(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    new LayerBar(services),
    registerCommands(services.log, {
      setCoder: (args) => setCoder(services, args),
      chooseLayer: fromHeader((args) => chooseLayer(services, args)),
      finishSource: (args) => finishSource(services, args, true),
      reopenSource: (args) => finishSource(services, args, false),
      assignSources: (args) => assignSources(services, args),
      nextUnfinishedSource: () => nextUnfinishedSource(services),
    }),
  );
}
