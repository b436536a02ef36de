/** Being done with a source: said in the coder's own file, and taken back there. */
import * as vscode from 'vscode';
import { baseName } from '../../core/files/addresses';
import { sourcesFrom } from '../../core/tree/walk';
import { argumentsOf } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf, uriOf } from '../../host/convert';
import { sourceOfArguments } from '../../host/corpus';
import { inform, whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { reportUnwritten } from '../../host/written';

/** `{uri?}`: the source, else the active one. Returns whether it is finished now; undefined: no name was given. */
export async function finishSource(services: Services, args: unknown, finished: boolean): Promise<boolean | undefined> {
  const { library, coder } = services;
  const source = sourceOfArguments(argumentsOf(args));
  if (source === undefined || !(await library.ensure(source))) throw new Failure('Open a .txt source first.');
  const me = await coder.ask();
  if (me === undefined) return undefined;
  await library.layers.load([source]);
  if (library.layers.isFinished(source, me) === finished) {
    whisper(finished ? 'This source is finished already.' : 'This source is not finished.');
    return finished;
  }
  const label = finished ? 'Mark a source as finished' : 'Reopen a source';
  const done = await library.edit(label, [
    { kind: 'sidecar', uri: source, layer: me, changes: [{ op: 'finish', finished }] },
  ]);
  await reportUnwritten(done.written);
  if (!finished) whisper('{0} is open again.', [baseName(source)]);
  else void offerNext(services, source);
  return finished;
}

async function offerNext(services: Services, source: string): Promise<void> {
  const answer = await inform('{0} is finished. The next one?', [baseName(source)], 'Next Unfinished Source');
  if (answer === undefined) return;
  try {
    await nextUnfinishedSource(services);
  } catch (error) {
    services.log.error(`nextUnfinishedSource: ${String(error)}`);
  }
}

/** Opens the next source that the user has not finished, in natural order. Returns its address; undefined: there is none. */
export async function nextUnfinishedSource(services: Services): Promise<string | undefined> {
  const { library, coder } = services;
  const me = await coder.ask();
  if (me === undefined) return undefined;
  await services.readAll();
  await library.layers.load();
  await services.assignments.load();
  // Where nothing is assigned to the user, everything is.
  const mine = services.assignments.of(me);
  // What came a moment ago may not be listed yet; what is assigned and not there is passed over.
  if ([...mine].some((uri) => !library.knows(uri))) await library.rescan();
  const active = vscode.window.activeTextEditor?.document.uri;
  const key = active && keyOf(active);
  const next = library
    .corpora()
    .flatMap(({ sources }) => sourcesFrom(sources, key, 1))
    .filter(({ uri }) => mine.size === 0 || mine.has(uri))
    .find(({ uri, missing }) => uri !== key && !missing && !library.layers.isFinished(uri, me));
  if (!next) {
    whisper('You have finished every other source.');
    return undefined;
  }
  await vscode.window.showTextDocument(uriOf(next.uri));
  return next.uri;
}
