/**
 * Takes the place of `local.ts` in the extension's bundle, one file for both extension hosts: Node's part stands in a file of its
 * own beside it, which is loaded where there is a Node. In the browser there are no local files: everything goes by `workspace.fs`.
 */
import type { LocalFiles } from './local';

declare const process: { readonly versions?: { readonly node?: string } } | undefined;
declare const require: (file: './node.js') => { readonly local: LocalFiles | undefined };

export const local: LocalFiles | undefined =
  typeof process === 'object' && process.versions?.node !== undefined ? require('./node.js').local : undefined;
