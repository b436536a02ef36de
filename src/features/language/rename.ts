/**
 * F2 on a mention: the entity's name, which stands in the codebook alone. The answer is an edit of the codebook's text, so that
 * VS Code's preview and undo work on it; the sources and the sidecars stay as they are. When VS Code has made the edit, it is a
 * step of our own stack of undo like every other act.
 */
import * as vscode from 'vscode';
import type { EntityPatch } from '../../core/changes';
import type { CodebookView } from '../../core/corpus';
import type { Entity } from '../../core/model';
import { renamed } from '../../core/refactor/entities';
import { foldName } from '../../core/text/fold';
import { keyOf, uriOf } from '../../host/convert';
import { sentence } from '../../host/messages';
import { askKeepOldName } from '../../host/old-name';
import type { Services } from '../../host/services';
import { mentionUnder, type Under } from '../../host/under';
import { yamlRange } from '../../host/yaml-place';
import { entityInText } from './codebook-text';

/** A rename that VS Code was given and may make, show first, or drop. */
interface Offered {
  readonly codebook: string;
  readonly entity: string;
  readonly to: string;
  /** What takes it back. */
  readonly back: EntityPatch;
}

export class RenameEntity implements vscode.RenameProvider, vscode.Disposable {
  private offered: Offered | undefined;
  private readonly listening: vscode.Disposable;

  constructor(private readonly services: Services) {
    this.listening = services.library.onDidChange(({ codebooks }) => {
      if (this.offered && codebooks.has(this.offered.codebook)) this.made(this.offered);
    });
  }

  /** The codebook has changed: if the entity has its new name, the rename was made, and Undo takes it back. */
  private made({ codebook, entity, to, back }: Offered): void {
    const { library } = this.services;
    if (library.codebook(codebook)?.entity(entity)?.name !== to) return;
    this.offered = undefined;
    void library.adopt('Rename an entity', [
      { kind: 'codebook', uri: codebook, changes: [{ op: 'set-entity', id: entity, set: back }] },
    ]);
  }

  dispose(): void {
    this.listening.dispose();
  }

  async prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ range: vscode.Range; placeholder: string }> {
    const { under, entity } = await this.at(document, position);
    return { range: under.range, placeholder: entity.name };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
  ): Promise<vscode.WorkspaceEdit> {
    const { entity, codebook } = await this.at(document, position);
    const name = newName.replace(/\s+/g, ' ').trim();
    if (name === '') throw new Error(vscode.l10n.t('An entity needs a name.'));
    if (name.length > 200) throw new Error(vscode.l10n.t('This name is too long.'));
    const edit = new vscode.WorkspaceEdit();
    // The texts go on calling it by the old name: what becomes of that is a part of the same act.
    const keep = foldName(name) === foldName(entity.name) ? false : await askKeepOldName(entity.name);
    if (keep === undefined) return edit;
    const { library } = this.services;
    // The edit is made of what is on disk: what is pending must be there.
    await library.flush();
    const file = library.codebookFile(codebook.uri);
    const now = library.codebook(codebook.uri);
    if (!file || !now || now.refusal) {
      throw new Error(vscode.l10n.t('The codebook cannot be read whole, so it is not changed.'));
    }
    const known = now.entity(entity.id) ?? entity;
    const set = renamed(known, name, keep);
    const change = set && entityInText(file, entity.id, set);
    if (set && change) {
      const back = { name: known.name, ...(set.aliases && { aliases: known.aliases }) };
      this.offered = { codebook: codebook.uri, entity: entity.id, to: name, back };
      const why = { label: sentence('Rename {0} to {1}', [entity.name, name]), needsConfirmation: false };
      edit.replace(uriOf(codebook.uri), yamlRange(file, change), change.text, why);
    }
    return edit;
  }

  private async at(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ under: Under; entity: Entity; codebook: CodebookView }> {
    const under = await mentionUnder(this.services, document, position);
    if (!under) throw new Error(vscode.l10n.t('There is no mention here. F2 on a mention renames its entity.'));
    const codebook = this.services.library.codebookOf(keyOf(document.uri));
    const entity = codebook?.entity(under.tag.entity);
    if (!codebook || !entity) throw new Error(vscode.l10n.t('The codebook does not know the entity of this mention.'));
    return { under, entity, codebook };
  }
}
