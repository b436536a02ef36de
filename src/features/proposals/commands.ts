/** Reviewing proposals: one after the other, each accepted, accepted with changes, or rejected. There is no way to accept all. */
import * as vscode from 'vscode';
import { proposalsOf } from '../../core/files/addresses';
import { acceptChanges, rejectChanges, type Proposed } from '../../core/proposals';
import { argumentsOf, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { rangeAt, uriOf } from '../../host/convert';
import { inform, whisper } from '../../host/messages';
import { yamlRange } from '../../host/yaml-place';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import { sourceTarget, type Target } from '../../host/targets';
import { reportUnwritten } from '../../host/written';

interface ProposalTarget extends Target {
  readonly one: Proposed;
}

export interface Visited {
  readonly uri: string;
  readonly id: string;
  /** Zero-based, as in a `vscode.Range`. */
  readonly range: vscode.Range;
}

/** `{uri?}`: opens a source, or the next one that has proposals, and goes to its first. Undefined: there is none anywhere. */
export async function reviewProposals(services: Services, args: unknown): Promise<Visited | undefined> {
  const given = argumentsOf(args);
  const { proposals } = services;
  await proposals.load();
  if (given.uri === undefined) {
    const active = vscode.window.activeTextEditor?.document.uri.toString() ?? '';
    const waiting = proposals.sources().filter((uri) => proposals.open(uri).length > 0);
    const uri = waiting.find((one) => one === active) ?? waiting.sort()[0];
    if (uri === undefined) {
      whisper('No proposal waits for a decision.');
      return undefined;
    }
    return visit(services, { uri }, 'first');
  }
  return visit(services, given, 'first');
}

/** `{uri?}`: selects the next proposal behind the cursor, after the last the first. Undefined: there is none. */
export function nextProposal(services: Services, args: unknown): Promise<Visited | undefined> {
  return visit(services, argumentsOf(args), 'next');
}

async function visit(services: Services, given: Arguments, which: 'first' | 'next'): Promise<Visited | undefined> {
  const target = await sourceTarget(services, given);
  const editor = await vscode.window.showTextDocument(target.document);
  const open = await services.proposals.openNow(target.uri);
  const at = target.document.offsetAt(editor.selection.active);
  const from = target.document.offsetAt(editor.selection.start);
  const here = open.findIndex(({ range }) => range.from === from && range.to === at);
  // Several may be of one passage: the next one is the next of the list then.
  const behind = here >= 0 ? open[here + 1] : open.find(({ range }) => range.from >= at || range.from > from);
  const one = which === 'first' ? open[0] : (behind ?? open[0]);
  if (!one) {
    const lying = services.proposals.of(target.uri);
    const moved = lying?.judged?.refused.filter(({ instead }) => instead).length ?? 0;
    if (moved > 0) void offerMoved(services, target.uri, moved);
    else whisper('No proposal of this source waits for a decision.');
    return undefined;
  }
  return select(services, editor, target, one);
}

/** Proposals that wait for their lines to be set: each by hand, at its place in the file, where the quick fix is. */
async function offerMoved(services: Services, source: string, count: number): Promise<void> {
  const answer = await inform(
    'Proposals whose quotes stand in other lines now: {0}. Each can be set right in the proposals file, by its quick fix.',
    [count],
    'Open the Proposals File',
  );
  const lying = services.proposals.of(source);
  if (answer === undefined || !lying?.reading.ok) return;
  const first = lying.judged?.refused.find(({ instead }) => instead);
  const selection = first && yamlRange(lying.reading.value, first);
  await vscode.window.showTextDocument(uriOf(proposalsOf(source)), { selection });
}

function select(services: Services, editor: vscode.TextEditor, { uri, document }: Target, one: Proposed): Visited {
  const range = rangeAt(document, one.range);
  services.reviewing.set(uri, one.id);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return { uri, id: one.id, range };
}

/** `{uri?, proposal?}`: the proposal at the cursor, or the one named, becomes a tag. Returns the tag's id. */
export async function acceptProposal(services: Services, args: unknown): Promise<string> {
  const target = await proposalTarget(services, argumentsOf(args));
  const id = await accept(services, target);
  await goOn(services, target);
  return id;
}

/** The same, and the tag is edited at once; left undecided, the proposal is as it was. Returns the tag's id. */
export async function editProposal(services: Services, args: unknown): Promise<string | undefined> {
  const target = await proposalTarget(services, argumentsOf(args));
  const { library } = services;
  const before = library.lastStep;
  const id = await accept(services, target);
  const accepted = library.lastStep;
  let edited: unknown;
  try {
    edited = await vscode.commands.executeCommand('stancemark.editTag', { uri: target.document.uri, id });
  } finally {
    // Nothing else may be taken back: only where the acceptance is still the last step.
    if (edited === undefined && library.lastStep === accepted && accepted !== before) {
      const back = await library.undo();
      if (back) await reportUnwritten(back.written);
    }
  }
  if (edited === undefined) return undefined;
  await goOn(services, target);
  return id;
}

/** `{uri?, proposal?}`: the proposal is turned down, and not made again here. Returns its id. */
export async function rejectProposal(services: Services, args: unknown): Promise<string> {
  const target = await proposalTarget(services, argumentsOf(args));
  const changes = rejectChanges(target.one);
  const done = await services.library.edit('Reject a proposal', [{ kind: 'sidecar', uri: target.uri, changes }]);
  await reportUnwritten(done.written);
  await goOn(services, target);
  return target.one.id;
}

async function accept(services: Services, { uri, text, document, one }: ProposalTarget): Promise<string> {
  const { library } = services;
  const { changes, id } = acceptChanges(one, {
    text,
    newId: () => library.newId(uri),
    by: settings.coder(document.uri),
  });
  const done = await library.edit('Accept a proposal', [{ kind: 'sidecar', uri, changes }]);
  await reportUnwritten(done.written);
  return id;
}

/** After one is decided, the next one behind it is at hand; after the last the first that is left. */
async function goOn(services: Services, target: ProposalTarget): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const open = (await services.proposals.openNow(target.uri)).filter(({ id }) => id !== target.one.id);
  if (editor?.document !== target.document) return;
  const next = open.find(({ range }) => range.from >= target.one.range.from) ?? open[0];
  if (next) select(services, editor, target, next);
  else whisper('No proposal of this source waits for a decision any more.');
}

async function proposalTarget(services: Services, given: Arguments): Promise<ProposalTarget> {
  const target = await sourceTarget(services, given);
  const id = optionalText(given, 'proposal');
  const open = await services.proposals.openNow(target.uri);
  if (id !== undefined) {
    const one = open.find((proposed) => proposed.id === id);
    if (!one) throw new Failure('This proposal does not wait for a decision any more.');
    return { ...target, one };
  }
  const editor = vscode.window.activeTextEditor;
  const here = editor?.document === target.document ? proposalsAt(services, target, editor.selection) : [];
  const [one] = here;
  if (!one) throw new Failure('There is no proposal here.');
  return { ...target, one };
}

/** The proposals at a place: the one under review first, then the innermost. */
export function proposalsAt(
  services: Services,
  target: Pick<Target, 'uri' | 'document'>,
  place: vscode.Range,
): Proposed[] {
  const from = target.document.offsetAt(place.start);
  const to = target.document.offsetAt(place.end);
  const reviewed = services.reviewing.get(target.uri);
  return services.proposals
    .open(target.uri)
    .filter(({ range }) => range.from <= to && from <= range.to)
    .sort(
      (a, b) =>
        Number(b.id === reviewed) - Number(a.id === reviewed) ||
        a.range.to - a.range.from - (b.range.to - b.range.from),
    );
}
