/** What a command of the command line is. Each stands in a file of its own that exports `command`; `commands.ts` lists them. */

/** 0: clean. 1: findings or conflicts. 2: used wrongly, or something that cannot be read. */
export type ExitCode = 0 | 1 | 2;

export interface Option {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** May be given more than once. */
  readonly multiple?: boolean;
  /** What a value is called in the help: `--format NAME`. */
  readonly value?: string;
  readonly says: string;
}

export interface Command {
  /** Without the program's name: `check [PATH…]`. */
  readonly usage: string;
  /** What it does, in whole sentences. */
  readonly about: string;
  readonly options: Readonly<Record<string, Option>>;
  /** One call, and what it does. */
  readonly example: readonly [call: string, says: string];
  run(given: Given, world: World): Promise<ExitCode>;
}

/** The arguments of one call. */
export interface Given {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
}

/** What a command knows of the world: tests put their own in. */
export interface World {
  /** Absolute path of the working folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is the output read by a person at a terminal that shows colours? */
  readonly colours: boolean;
  /** Does a person see what goes to the error output as it comes? */
  readonly watched: boolean;
  /** Text, or the bytes of a file. */
  out(text: string | Uint8Array): void;
  err(text: string): void;
}

/** The call is wrong: the words say what to write instead. */
export class UsageError extends Error {}

/** A file cannot be used: the words say what happened and what to do. `line` counts from 1. */
export class FileTrouble extends Error {
  constructor(
    readonly file: string,
    message: string,
    readonly line?: number,
  ) {
    super(message);
  }
}
