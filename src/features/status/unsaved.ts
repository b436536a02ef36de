/** Changes that could not be written: shown, tried again, given up when the user says so. */
import * as vscode from 'vscode';
import { baseName } from '../../core/names';
import { argumentsOf, optionalFlag, optionalUri } from '../../host/arguments';
import { keyOf } from '../../host/convert';
import { ask, warn, whisper } from '../../host/messages';
import type { Services } from '../../host/services';

/** Tells VS Code whether there is anything unsaved, for menus and the palette. */
export class UnsavedContext {
  private known = false;

  constructor(private readonly services: Services) {}

  update(): void {
    const now = this.services.library.unsaved().length > 0;
    if (now === this.known) return;
    this.known = now;
    void vscode.commands.executeCommand('setContext', 'stancemark.unsaved', now);
  }
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
