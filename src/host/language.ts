/** The words of the language in which VS Code's window speaks, as the build packs them (`dist/words`). */
import * as vscode from 'vscode';
import type { Language } from '../core/base/say';

/** The language of the window where the package has it, whole (`pt-br`) or by its first part (`de-at`); undefined: English. */
export async function languageOfWindow(extension: vscode.Uri): Promise<Language | undefined> {
  const locale = vscode.env.language.toLowerCase();
  const read = async (name: string): Promise<unknown> => {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist/words', `${name}.json`));
    return JSON.parse(new TextDecoder().decode(bytes));
  };
  const base = locale.split('-', 1)[0] ?? locale;
  if (base === 'en') return undefined;
  const packed = (await read('keys')) as { readonly locales: readonly string[]; readonly keys: string };
  const name = [locale, base].find((one) => packed.locales.includes(one));
  if (name === undefined) return undefined;
  const said = (await read(name)) as readonly (string | null)[];
  const keys = new DataView(Uint8Array.from(atob(packed.keys), (char) => char.charCodeAt(0)).buffer);
  const words: Record<number, string> = {};
  said.forEach((one, i) => {
    if (one !== null) words[keys.getUint32(4 * i, true)] = one;
  });
  return { locale, words };
}
