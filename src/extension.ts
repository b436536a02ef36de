import * as vscode from 'vscode';
import type { StancemarkApi } from '../api';
import { speak } from './core/base/say';
import { features } from './features';
import { apiOf } from './host/api';
import { languageOfWindow } from './host/language';
import { makeServices, type Services } from './host/services';

let services: Services | undefined;

/** Makes the services and registers each feature. No file of the workspace is touched: what needs one reads it when it is first seen. */
export async function activate(context: vscode.ExtensionContext): Promise<StancemarkApi> {
  let silent: string | undefined;
  try {
    speak(await languageOfWindow(context.extensionUri));
  } catch (error) {
    silent = String(error); // English still says everything.
  }
  const made = (services = makeServices(context));
  if (silent !== undefined) made.log.warn(`The words of ${vscode.env.language} could not be read: ${silent}`);
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
