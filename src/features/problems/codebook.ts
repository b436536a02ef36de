/** What quick fixes change in the codebook: what a tag refers to and it does not know is added, an alias too many removed. */
import * as vscode from 'vscode';
import type { CodebookChange } from '../../core/changes';
import type { CodebookView } from '../../core/corpus';
import { AUTHOR, AXES } from '../../core/model';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, oneOf, optionalText, text, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { askText, BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import { reportUnwritten } from '../../host/written';

/** `{codebook, entity, name?, type?}` or `{codebook, value, axis?}`; asks for what is not given. Returns the id added. */
export async function addToCodebook(services: Services, args: unknown): Promise<string | undefined> {
  const given = argumentsOf(args);
  const codebook = services.library.codebook(text(given, 'codebook'));
  if (!codebook) throw new Failure('There is no such codebook.');
  const change = given.value === undefined ? await entityFor(codebook, given) : await valueFor(codebook, given);
  if (!change) return undefined;
  const done = await services.library.edit('Add to the codebook', [
    { kind: 'codebook', uri: codebook.uri, changes: [change] },
  ]);
  await done.written;
  return change.op === 'add-entity' ? change.entity.id : change.op === 'add-value' ? change.value.id : undefined;
}

async function entityFor(codebook: CodebookView, given: Arguments): Promise<CodebookChange | undefined> {
  const id = text(given, 'entity');
  if (id === AUTHOR) throw new Failure('“author” stands for the text’s own voice and cannot be an entity.');
  if (codebook.entity(id)) throw new Failure('The codebook has an entity “{0}” already.', [id]);
  const title = vscode.l10n.t('New entity “{0}”', label(id, 60));
  let name = optionalText(given, 'name')?.replace(/\s+/g, ' ').trim();
  let type = optionalText(given, 'type');
  if (type === undefined) {
    const answer = await askText({
      title,
      prompt: vscode.l10n.t('Its name, as people read it'),
      value: name ?? id,
      step: { number: 1, of: 2 },
      wrong: (value) => (value.trim() === '' ? vscode.l10n.t('An entity needs a name.') : undefined),
    });
    if (answer === undefined || answer === BACK) return undefined;
    name = answer.trim();
    const chosen = await pick<string>({
      title,
      placeholder: vscode.l10n.t('What is it?'),
      step: { number: 2, of: 2 },
      items: codebook.types.map((one) => ({ label: visible(one.label), value: one.id })),
    });
    if (chosen === BACK) return entityFor(codebook, { ...given, name });
    if (chosen === undefined) return undefined;
    type = chosen;
  }
  return { op: 'add-entity', entity: { id, name: name || id, type, aliases: [] } };
}

async function valueFor(codebook: CodebookView, given: Arguments): Promise<CodebookChange | undefined> {
  const id = text(given, 'value');
  if (codebook.value(id)) throw new Failure('The codebook has a stance value “{0}” already.', [id]);
  const axis =
    oneOf(given, 'axis', AXES) ??
    (await pick<(typeof AXES)[number]>({
      title: vscode.l10n.t('New stance value “{0}”', label(id, 60)),
      placeholder: vscode.l10n.t('How does it count?'),
      items: AXES.map((one) => ({ label: vscode.l10n.t(one), value: one })),
    }));
  if (axis === undefined || axis === BACK) return undefined;
  return { op: 'add-value', value: { id, label: id, axis } };
}

/** `{codebook, entity, alias}`: what the quick fix runs. Returns the aliases that stay. */
export async function removeAlias(services: Services, args: unknown): Promise<readonly string[]> {
  const given = argumentsOf(args);
  const codebook = services.library.codebook(text(given, 'codebook'));
  const entity = codebook?.entity(text(given, 'entity'));
  const alias = text(given, 'alias');
  if (!codebook || !entity?.aliases.includes(alias)) throw new Failure('There is no alias “{0}”.', [alias]);
  const aliases = entity.aliases.filter((one) => one !== alias);
  const done = await services.library.edit('Remove an alias', [
    { kind: 'codebook', uri: codebook.uri, changes: [{ op: 'set-entity', id: entity.id, set: { aliases } }] },
  ]);
  await reportUnwritten(done.written);
  return aliases;
}
