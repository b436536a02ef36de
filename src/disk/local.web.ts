/** In the browser there are no local files: everything goes by `workspace.fs`. Takes the place of `local.ts` there. */
import type { LocalFiles } from './local';

export const local: LocalFiles | undefined = undefined;
