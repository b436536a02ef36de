/**
 * Everything that is said to the user in a notification or in the status bar goes through here. A notification turns
 * `[text](command:…)` into a link that runs a command, whoever wrote it; so the words of a message are ours, and what comes
 * from files is put in as data, made harmless.
 */
import * as vscode from 'vscode';
import { isolated, shorten, visible } from '../core/text/safe';

const MOST = 300;

/** Text from a file, fit to stand in a message: no link, no control or direction characters, not too long. */
export function safeText(text: string): string {
  return isolated(visible(shorten(text, MOST)).replace(/[[\]]/g, (bracket) => (bracket === '[' ? '⟦' : '⟧')));
}

type Data = readonly (string | number)[];

/** `words` is localised and has `{0}`, `{1}` where the data go. */
export function sentence(words: string, data: Data = []): string {
  return vscode.l10n.t(words, ...data.map((one) => (typeof one === 'number' ? one : safeText(one))));
}

/** Shows a notification; resolves to the button that was chosen. */
export async function inform<B extends string>(
  words: string,
  data: Data = [],
  ...buttons: B[]
): Promise<B | undefined> {
  const text = sentence(words, data);
  return chosen(await vscode.window.showInformationMessage(text, ...titles(buttons)), buttons);
}

export async function warn<B extends string>(words: string, data: Data = [], ...buttons: B[]): Promise<B | undefined> {
  const text = sentence(words, data);
  return chosen(await vscode.window.showWarningMessage(text, ...titles(buttons)), buttons);
}

export async function fail<B extends string>(words: string, data: Data = [], ...buttons: B[]): Promise<B | undefined> {
  const text = sentence(words, data);
  return chosen(await vscode.window.showErrorMessage(text, ...titles(buttons)), buttons);
}

/** A question that must be answered before anything goes on. `detail` is a localised sentence. */
export async function ask<B extends string>(
  words: string,
  data: Data,
  detail: string,
  ...buttons: B[]
): Promise<B | undefined> {
  const text = sentence(words, data);
  return chosen(await vscode.window.showWarningMessage(text, { modal: true, detail }, ...titles(buttons)), buttons);
}

/** A short word in the status bar, for what needs no answer. */
export function whisper(words: string, data: Data = []): void {
  vscode.window.setStatusBarMessage(sentence(words, data), 4_000);
}

function titles(buttons: readonly string[]): string[] {
  return buttons.map((button) => vscode.l10n.t(button));
}

function chosen<B extends string>(title: string | undefined, buttons: readonly B[]): B | undefined {
  return title === undefined ? undefined : buttons.find((button) => vscode.l10n.t(button) === title);
}
