/**
 * Argument objects of commands, checked: they come from keybindings, scripts, links and other extensions. Positions are
 * zero-based as in `vscode.Range`. A wrong argument is refused in words; nothing is guessed.
 */
import * as vscode from 'vscode';
import { Failure } from './commands';

export type Arguments = Readonly<{ [key: string]: unknown }>;

/** The argument object itself; undefined and null are an empty one. A `Uri` alone (from an explorer menu) is its `uri`. */
export function argumentsOf(args: unknown): Arguments {
  if (args === undefined || args === null) return {};
  if (args instanceof vscode.Uri) return { uri: args };
  if (typeof args !== 'object' || Array.isArray(args)) throw new Failure('This command takes an object of arguments.');
  return args as Arguments;
}

export function optionalText(args: Arguments, key: string): string | undefined {
  const value = args[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Failure('The argument “{0}” must be a text.', [key]);
  return value;
}

export function text(args: Arguments, key: string): string {
  const value = optionalText(args, key);
  if (value === undefined || value === '') throw new Failure('The argument “{0}” is missing.', [key]);
  return value;
}

export function optionalFlag(args: Arguments, key: string): boolean | undefined {
  const value = args[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new Failure('The argument “{0}” must be true or false.', [key]);
  return value;
}

export function optionalNumber(args: Arguments, key: string): number | undefined {
  const value = args[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new Failure('The argument “{0}” must be a whole number.', [key]);
  }
  return value;
}

export function optionalTexts(args: Arguments, key: string): string[] | undefined {
  const value = args[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((one): one is string => typeof one === 'string')) {
    throw new Failure('The argument “{0}” must be a list of texts.', [key]);
  }
  return value;
}

export function oneOf<T extends string | number>(args: Arguments, key: string, allowed: readonly T[]): T | undefined {
  const value = args[key];
  if (value === undefined || value === null) return undefined;
  if (!allowed.includes(value as T)) {
    throw new Failure('The argument “{0}” must be one of: {1}.', [key, allowed.join(', ')]);
  }
  return value as T;
}

export function optionalUri(args: Arguments, key = 'uri'): vscode.Uri | undefined {
  const value = args[key];
  if (value === undefined || value === null) return undefined;
  if (value instanceof vscode.Uri) return value;
  if (typeof value === 'string') return vscode.Uri.parse(value, true);
  if (typeof value === 'object' && 'scheme' in value && 'path' in value) {
    return vscode.Uri.from(value as { scheme: string; path: string });
  }
  throw new Failure('The argument “{0}” must be a file’s address.', [key]);
}

/** A `vscode.Range`, the plain object that it becomes in JSON, or two positions in a list. */
export function optionalRange(args: Arguments, key = 'range'): vscode.Range | undefined {
  const value = args[key];
  if (value === undefined || value === null) return undefined;
  if (value instanceof vscode.Range) return value;
  const [start, end] = Array.isArray(value)
    ? (value as unknown[])
    : [(value as { start?: unknown }).start, (value as { end?: unknown }).end];
  const from = position(start);
  const to = position(end);
  if (!from || !to) {
    throw new Failure('The argument “{0}” must be a range: start and end with line and character, zero-based.', [key]);
  }
  return new vscode.Range(from, to);
}

function position(value: unknown): vscode.Position | undefined {
  if (value instanceof vscode.Position) return value;
  const { line, character } = (value ?? {}) as { line?: unknown; character?: unknown };
  const whole = (n: unknown): n is number => typeof n === 'number' && Number.isInteger(n) && n >= 0;
  return whole(line) && whole(character) ? new vscode.Position(line, character) : undefined;
}
