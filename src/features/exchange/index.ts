/** Bringing work in and taking it out: files of the tools that people already use. */
import * as vscode from 'vscode';
import { fromHeader, registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { exportTags } from './export';
import { importFile } from './import';
import { Reports } from './report';

export function registerExchange(services: Services): vscode.Disposable {
  const reports = new Reports();
  return vscode.Disposable.from(
    reports,
    registerCommands(services.log, {
      export: fromHeader((args) => exportTags(services, reports, args)),
      exportThis: (args) => exportTags(services, reports, args),
      exportShown: (args) => exportTags(services, reports, { ...(args as object | undefined), findings: true }),
      import: fromHeader((args) => importFile(services, reports, args)),
    }),
  );
}
