/** What mends what is wrong in sidecars and codebooks. */
import * as vscode from 'vscode';
import type { Problem } from '../../core/checks/problems';
import { nearest } from '../../core/text/fold';
import { label } from '../../core/text/safe';
import { uriOf } from '../../host/convert';
import { rangesNow } from '../../host/goto';
import type { Services } from '../../host/services';
import type { Fix } from './mark';

/** `owner` is the address of the source whose sidecar the problem is about; of the codebook where it is about that. */
export function fixesOf(services: Services, problem: Problem, owner: string, document: vscode.TextDocument): Fix[] {
  const { t } = vscode.l10n;
  const { code, tag, id, instead } = problem;
  const about = { uri: uriOf(owner), id: tag?.id };
  const fixes: Fix[] = [];
  const run = (title: string, command: string, argument: unknown, preferred = false): void => {
    fixes.push({ title, command: `stancemark.${command}`, args: [argument], preferred });
  };
  const write = (title: string, word: string): void => {
    fixes.push({ title, write: word, preferred: true });
  };
  if (code === 'refused') {
    // A merge that stopped; other files that cannot be read whole are mended by hand.
    const { library } = services;
    const refusal = library.source(owner)?.refusal ?? library.codebook(owner)?.refusal;
    if (refusal?.code === 'conflict') run(t('Resolve by Meaning…'), 'resolveByMeaning', { uri: about.uri }, true);
  } else if (code === 'lost') {
    run(t('Find a place for this tag…'), 'placeLostTag', about, true);
    run(t('Remove this tag'), 'removeTag', about);
  } else if (code === 'moved') {
    run(t('Accept the new place'), 'acceptMoved', about, true);
    run(t('Accept all new places of this source'), 'acceptAllMoved', { uri: about.uri });
    run(t('Remove this tag'), 'removeTag', about);
  } else if (problem.tag && (code === 'unknown-entity' || code === 'unknown-value')) {
    fixes.push(...fixesOfUnknown(services, problem, owner));
    run(t('Choose another…'), 'editTag', about);
    run(t('Remove this tag'), 'removeTag', about);
  } else if (code === 'duplicate-id' && id !== undefined) {
    // The id that the tag has in memory already is written into the text.
    write(t('Give this tag an id of its own'), id);
  }
  if (instead !== undefined) write(t('Change to “{0}”', label(instead)), instead);
  if (code === 'unknown-type') {
    const types = services.library.codebook(owner)?.types ?? [];
    const near = nearest(
      id ?? '',
      types.map((one) => one.id),
    );
    if (near !== undefined) write(t('Change to “{0}”', label(near)), near);
  }
  if (tag) fixes.push(otherEnd(services, problem, owner, document));
  return fixes;
}

function fixesOfUnknown(services: Services, problem: Problem, owner: string): Fix[] {
  const codebook = services.library.codebookOf(owner);
  const { id, field, tag } = problem;
  if (!codebook || id === undefined || field === undefined || !tag) return [];
  const { t } = vscode.l10n;
  const fixes: Fix[] = [];
  const isValue = problem.code === 'unknown-value';
  const known = (isValue ? codebook.stances : codebook.entities).map((one) => one.id);
  const near = nearest(id, known);
  // A list of reporters is changed by hand: which of its links is meant, only the user knows.
  if (near !== undefined && field !== 'via') {
    const args = [{ uri: uriOf(owner), id: tag.id, set: { [field]: near } }];
    fixes.push({ title: t('Change to “{0}”', label(near)), command: 'stancemark.editTag', args, preferred: true });
  }
  const what = isValue ? { value: id } : { entity: id, name: field === 'entity' ? tag.quote : undefined };
  const args = [{ codebook: codebook.uri, ...what }];
  fixes.push({ title: t('Add “{0}” to the codebook…', label(id)), command: 'stancemark.addToCodebook', args });
  return fixes;
}

/** From the sidecar to the source, and the reverse. */
function otherEnd(services: Services, problem: Problem, owner: string, document: vscode.TextDocument): Fix {
  const { t } = vscode.l10n;
  if (document.uri.toString() !== services.library.layers.address(owner)) {
    const args = [{ uri: uriOf(owner), id: problem.tag?.id }];
    return { title: t('Open the tags file there'), command: 'stancemark.openSidecar', args };
  }
  const selection = problem.tag && rangesNow(services, owner, problem.tag)[0];
  return { title: t('Open the source there'), command: 'vscode.open', args: [uriOf(owner), { selection }] };
}
