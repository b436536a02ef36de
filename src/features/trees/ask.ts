/** Questions of the title buttons: words to filter by, an order, a grouping. */
import * as vscode from 'vscode';
import { BACK, pick } from '../../host/pick';

/** Milliseconds of no typing after which the tree follows the words. */
const PAUSE = 120;

/** The filter follows what is typed; Escape brings the old one back. Resolves to the filter that holds then. */
export function askFilter(
  title: string,
  placeholder: string,
  now: string,
  apply: (words: string) => void,
): Promise<string> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.placeholder = placeholder;
  box.prompt = vscode.l10n.t('Every word must fit. Empty: everything.');
  box.value = now;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Promise((resolve) => {
    const done = (words: string): void => {
      clearTimeout(timer);
      apply(words);
      resolve(words);
      box.dispose();
    };
    let accepted = false;
    box.onDidChangeValue((words) => {
      clearTimeout(timer);
      timer = setTimeout(() => apply(words), PAUSE);
    });
    box.onDidAccept(() => {
      accepted = true;
      done(box.value.trim());
    });
    box.onDidHide(() => {
      if (!accepted) done(now);
    });
    box.show();
  });
}

/** One of a few words, the present one chosen. */
export async function askOne<T extends string>(
  title: string,
  words: Readonly<Record<T, string>>,
  now: T,
): Promise<T | undefined> {
  const chosen = await pick<T>({
    title,
    placeholder: '',
    items: (Object.entries(words) as [T, string][]).map(([value, text]) => ({
      label: text,
      description: value === now ? vscode.l10n.t('now') : undefined,
      value,
    })),
    active: (value) => value === now,
  });
  return chosen === BACK ? undefined : chosen;
}
