/** The commands, in the order of the help. Each is loaded when it is called: the first word of output must not wait for all. */
import type { Command } from './command';

export interface Listed {
  /** For the list of commands: one line. */
  readonly says: string;
  load(): Promise<{ readonly command: Command }>;
}

export const COMMANDS: Readonly<Record<string, Listed>> = {
  check: { says: 'Look for what is wrong in tags and codebooks', load: () => import('./check') },
};
