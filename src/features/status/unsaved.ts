/** Changes that could not be written: shown, tried again, given up when the user says so. */
import { reasonOf } from '../../core/base/say';
import * as vscode from 'vscode';
import { baseName } from '../../core/files/addresses';
import { argumentsOf, optionalFlag, optionalUri } from '../../host/arguments';
import { setContext } from '../../host/context';
import { keyOf } from '../../host/convert';
import { ask, warn, whisper } from '../../host/messages';
import type { Services } from '../../host/services';

/** Tells VS Code whether there is anything unsaved, for menus and the palette; and the user, once, when a file went away. */
export class UnsavedContext {
  private said: ReadonlySet<string> = new Set();

  constructor(private readonly services: Services) {}

  update(): void {
    const unsaved = this.services.library.unsaved();
    const gone = unsaved.filter((file) => file.gone);
    void setContext('stancemark.unsaved', unsaved.length > 0);
    void setContext('stancemark.gone', gone.length > 0);
    const news = gone.find(({ uri }) => !this.said.has(uri));
    this.said = new Set(gone.map(({ uri }) => uri));
    if (news) void this.say(news.uri);
  }

  private async say(uri: string): Promise<void> {
    const answer = await warn(
      '{0} disappeared while it was being changed. It is not created again unasked: the changes to it are kept, and written when it is back.',
      [baseName(uri)],
      'Write It Again',
      'Give Up…',
    );
    const args = { uri };
    if (answer === 'Write It Again') await vscode.commands.executeCommand('stancemark.writeAgain', args);
    if (answer === 'Give Up…') await vscode.commands.executeCommand('stancemark.discardUnsaved', args);
  }
}

/**
 * `{uri?}`: writes files again that went away under changes to them, one or all, with what they said before and the changes on
 * top. Returns how many were written.
 */
export async function writeAgain(services: Services, args: unknown): Promise<number> {
  const { library } = services;
  const uri = optionalUri(argumentsOf(args));
  const files = library.unsaved().filter((file) => file.gone && (!uri || file.uri === keyOf(uri)));
  let written = 0;
  for (const file of files) {
    try {
      await library.writeAgain(file.uri);
      written++;
    } catch (error) {
      services.log.error(`${file.uri}: not written again: ${String(error)}`);
      void warn('{0} is still not on disk: {1}', [baseName(file.uri), reasonOf(error)]);
    }
  }
  if (files.length === 0) whisper('No file with waiting changes is missing.');
  else if (written > 0) whisper('Written again: {0}.', [files.map((file) => baseName(file.uri)).join(', ')]);
  return written;
}

/** Tries to write everything that is pending. Returns how many files are still unwritten. */
export async function retryUnsaved(services: Services): Promise<number> {
  const { library } = services;
  try {
    const leftOut = await library.retry();
    if (leftOut > 0) {
      void warn('Changes were left out, since somebody else has changed the same file: {0}. The log names the files.', [
        leftOut,
      ]);
    }
  } catch (error) {
    services.log.warn(`Tried again to write: ${String(error)}`);
  }
  const left = library.unsaved();
  const [first] = left;
  if (first) void warn('{0} is still not on disk: {1}', [baseName(first.uri), first.why]);
  else whisper('All tag changes are on disk.');
  return left.length;
}

/** `{uri?, ask?}`: gives up what could not be written, of one sidecar or codebook or of all. Returns how many files that were. */
export async function discardUnsaved(services: Services, args: unknown): Promise<number> {
  const given = argumentsOf(args);
  const uri = optionalUri(given);
  const files = services.library.unsaved().filter((file) => !uri || file.uri === keyOf(uri));
  if (files.length === 0) {
    whisper('All tag changes are on disk.');
    return 0;
  }
  if (optionalFlag(given, 'ask') ?? true) {
    const answer = await ask(
      'Give up the tag changes in {0} that could not be written?',
      [files.map((file) => baseName(file.uri)).join(', ')],
      vscode.l10n.t('What is on disk counts again. This cannot be undone.'),
      'Give Up',
    );
    if (answer !== 'Give Up') return 0;
  }
  for (const file of files) services.library.discard(file.uri);
  return files.length;
}

/** Asks once, when the extension starts, what becomes of what could not be written before. It stays listed until it is decided. */
export async function offerUnwritten(services: Services): Promise<void> {
  const { library } = services;
  const [first] = library.unsaved();
  if (!first || library.leftBehind === 0) return;
  const answer = await warn(
    'Changes to tags ({0}) could not be written when VS Code was closed; the first of them is to {1}.',
    [library.leftBehind, baseName(first.uri)],
    'Write Them',
    'Give Up…',
  );
  if (answer === 'Write Them') await retryUnsaved(services);
  if (answer === 'Give Up…') await discardUnsaved(services, undefined);
}
