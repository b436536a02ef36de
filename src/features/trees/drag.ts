/**
 * Drag and drop: an entity onto another asks what is meant (below it, or the same), onto a type gives it that type, a passage onto an entity tags it as that one, and anything with a place
 * can be dragged into an editor or another program as its address.
 */
import * as vscode from 'vscode';
import { spansOf, type Passage } from '../../core/corpus';
import type { TreeNode } from '../../core/tree';
import { label } from '../../core/text/safe';
import { keyOf, toRange, uriOf } from '../../host/convert';
import { rangesNow } from '../../host/goto';
import { pick } from '../../host/pick';
import type { Services } from '../../host/services';

const ENTITY = 'application/vnd.stancemark.entity';
const PASSAGE = 'application/vnd.stancemark.passage';
const URIS = 'text/uri-list';

export class Dragging implements vscode.TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [URIS, ENTITY, PASSAGE];
  readonly dropMimeTypes: readonly string[];

  constructor(
    private readonly services: Services,
    takesDrops: boolean,
  ) {
    this.dropMimeTypes = takesDrops ? [ENTITY, PASSAGE] : [];
  }

  handleDrag([node]: readonly TreeNode[], data: vscode.DataTransfer): void {
    if (!node) return;
    const put = (type: string, value: unknown): void =>
      data.set(type, new vscode.DataTransferItem(typeof value === 'string' ? value : JSON.stringify(value)));
    if (node.kind === 'entity' && node.known) put(ENTITY, { entity: node.entity, codebook: node.codebook });
    if (node.kind === 'source' || node.kind === 'part') put(URIS, node.uri);
    if (node.kind !== 'passage') return;
    const { passage, aside } = node;
    if (!aside) {
      const { uri, id, codebook } = node;
      put(PASSAGE, { uri, id, codebook, mention: passage.tag.entity !== undefined });
    }
    const start = aside ? startOf(passage) : rangesNow(this.services, node.uri, passage.tag)[0]?.start;
    const at = start ? `L${start.line + 1},${start.character + 1}` : '';
    put(URIS, keyOf(uriOf(node.uri).with({ fragment: at })));
  }

  async handleDrop(target: TreeNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const entity = await dropped(data, ENTITY);
    if (target?.kind === 'type' && entity?.codebook === target.codebook) {
      const { type, codebook } = target;
      await vscode.commands.executeCommand('stancemark.changeEntityType', { entity: entity.entity, type, codebook });
    }
    if (target?.kind !== 'entity' || !target.known) return;
    if (entity && entity.entity !== target.entity && entity.codebook === target.codebook) {
      await this.putOnto(entity.entity ?? '', target.entity, target.codebook);
      return;
    }
    const passage = await dropped(data, PASSAGE);
    // A stance has two ends, and the drop does not say which is meant.
    if (!passage?.mention || passage.codebook !== target.codebook) return;
    await vscode.commands.executeCommand('stancemark.editTag', {
      uri: passage.uri,
      id: passage.id,
      set: { entity: target.entity },
    });
  }

  /** One entity dropped onto another can mean two things: which, the user says. */
  private async putOnto(entity: string, onto: string, codebook: string): Promise<void> {
    const book = this.services.library.codebook(codebook);
    const [name, other] = [entity, onto].map((id) => label(book?.entity(id)?.name ?? id, 60)) as [string, string];
    const what = await pick<'merge' | 'below'>({
      title: vscode.l10n.t('{0} onto {1}', name, other),
      placeholder: vscode.l10n.t('What is meant?'),
      items: [
        { label: vscode.l10n.t('Put {0} below {1}', name, other), value: 'below' },
        { label: vscode.l10n.t('Merge {0} into {1}…', name, other), value: 'merge' },
      ],
    });
    if (what === 'below') {
      await vscode.commands.executeCommand('stancemark.setParent', { entity, parent: onto, codebook });
    } else if (what === 'merge') {
      await vscode.commands.executeCommand('stancemark.mergeEntities', { from: [entity], into: onto, codebook });
    }
  }
}

interface Dropped {
  readonly entity?: string;
  readonly codebook?: string;
  readonly uri?: string;
  readonly id?: string;
  readonly mention?: boolean;
}

/** Where another layer's tag stands, as far as is known. */
function startOf({ source, tag }: Passage): vscode.Position | undefined {
  const [span] = spansOf(source, tag);
  return span && toRange(span).start;
}

async function dropped(data: vscode.DataTransfer, type: string): Promise<Dropped | undefined> {
  const text = await data.get(type)?.asString();
  return text === undefined || text === '' ? undefined : (JSON.parse(text) as Dropped);
}
