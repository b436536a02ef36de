/** Commands as tables: id → what it does. Failures are said in words, once, and nothing is swallowed. */
import * as vscode from 'vscode';
import { NotYourLayer } from '../core/library/layers';
import { Refused } from '../core/library/format';
import { reasonOf } from '../core/base/say';
import { fail, safeText } from './messages';
import { NOT_YOURS } from './not-yours';
import { FileError } from '../disk/file-error';

/** An argument object is what a keybinding, a script or a link gives: anything at all until it was looked at. */
export type Run = (args: unknown, ...more: unknown[]) => unknown;

/** A failure whose message is fit for the user as it is; `data` are texts from files that stand in it as {0}, {1}. */
export class Failure extends Error {
  constructor(
    readonly words: string,
    readonly data: readonly (string | number)[] = [],
  ) {
    // In the user's language too: VS Code shows the message of a command that a script ran.
    super(vscode.l10n.t(words, ...data));
  }
}

/**
 * Registers `stancemark.<name>` for each entry. A command that fails says why; one that was given arguments by a script rejects as
 * well. Run by a key, from a menu or the palette it must not: VS Code would say it a second time, from the palette in a dialog.
 */
export function registerCommands(
  log: vscode.LogOutputChannel,
  table: Readonly<{ [name: string]: Run | Header }>,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(table).map(([name, run]) =>
      vscode.commands.registerCommand(`stancemark.${name}`, async (args: unknown, ...more: unknown[]) => {
        try {
          return await (typeof run === 'function' ? run(named(args), ...more) : run.header(args));
        } catch (error) {
          reportOnce(log, name, error);
          if (isScripts(args)) throw error;
          return undefined;
        }
      }),
    ),
  );
}

const said = new WeakSet<WeakKey>();

/** A command of ours that the one that failed has run may have said it already. */
function reportOnce(log: vscode.LogOutputChannel, name: string, error: unknown): void {
  const known = typeof error === 'object' && error !== null ? error : undefined;
  if (!known || !said.has(known)) report(log, name, error);
  if (known) said.add(known);
}

/** What a row of a view names; the rest of its fields are its look, and read like answers (`by`, `label`, `count`). */
const NAMES = ['codebook', 'uri', 'id', 'entity', 'value', 'type', 'name'] as const;

/** What a command is told of a row that it is run on; other arguments go through as they are. */
function named(args: unknown): unknown {
  if (!isRow(args)) return args;
  // Its id may be that of a tag of the layer that is read.
  if (args['aside'] !== undefined) {
    throw new Failure(
      'This tag is of another layer than the one that is read. Choose that layer in the status bar first.',
    );
  }
  return Object.fromEntries(NAMES.flatMap((key) => (args[key] === undefined ? [] : [[key, args[key]]])));
}

/** Are these arguments of a script, and not what VS Code hands to a command of a menu (nothing, an address, a row)? */
function isScripts(args: unknown): boolean {
  return typeof args === 'object' && args !== null && !(args instanceof vscode.Uri) && !isRow(args);
}

/** Is it a row of one of our trees? No argument object of a script has a `kind` and a `key`. */
function isRow(args: unknown): args is Readonly<Record<string, unknown>> {
  return typeof args === 'object' && args !== null && 'kind' in args && 'key' in args;
}

/**
 * For a button in a view's header. VS Code hands it the row that has the focus, which is no answer to its question: only its
 * codebook is kept, so that of several codebooks the one looked at is meant.
 */
export function fromHeader(run: Run): Header {
  return { header: (args) => run(isRow(args) ? { codebook: args['codebook'] } : args) };
}

/** A command that stands in a view's header. */
interface Header {
  readonly header: Run;
}

/** Says in words why something failed, and logs it. For what runs outside of a command; commands do it by themselves. */
export function report(log: vscode.LogOutputChannel, name: string, error: unknown): void {
  log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof Failure) void fail(error.words, error.data);
  else if (error instanceof NotYourLayer) void fail(NOT_YOURS[error.why], [error.layer]);
  else if (error instanceof Refused) {
    const detail = error.refusal.detail;
    void fail(detail ? '{0} ({1})' : '{0}', detail ? [error.refusal.message, detail] : [error.refusal.message]);
  } else if (error instanceof FileError) void fail('{0}', [reasonOf(error)]);
  else void fail('{0}: {1} The log has more.', [name, safeText(reasonOf(error))]);
}
