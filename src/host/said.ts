/**
 * What `import 'vscode'` is in the bundle (`esbuild.js`): VS Code's own, with `l10n.t` that says our words by `say`. VS Code's own
 * tables name each sentence by its whole English, once more in every language: a third of the package.
 */
import { say } from '../core/base/say';

export * from 'vscode';
export const l10n = { t: say };
