import * as vscode from 'vscode';
import type { StancemarkApi } from '../api';
import { speak } from './core/say';
import { features } from './features';
import { apiOf } from './host/api';
import { makeServices, type Services } from './host/services';

let services: Services | undefined;

/** Makes the services and registers each feature. No file of the workspace is touched: what needs one reads it when it is first seen. */
export function activate(context: vscode.ExtensionContext): StancemarkApi {
  if (vscode.l10n.bundle) speak({ locale: vscode.env.language, words: vscode.l10n.bundle });
  const made = (services = makeServices(context));
  context.subscriptions.push(...features.map((register) => register(made)));
  made.documents.start();
  void made.leftBehind.look();
  return apiOf(made);
}

/** The window closes: what is pending is written while VS Code waits for it (some seconds, no more). */
export async function deactivate(): Promise<void> {
  try {
    await services?.library.end();
  } catch (error) {
    services?.log.error(`Not written when the window was closed: ${String(error)}`);
  }
}
