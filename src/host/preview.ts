/**
 * The view 'Preview': what a change of many passages would do, passage by passage in its line, ticked or not, before any file is
 * written. One preview at a time; a new one takes the place of the one before.
 */
import * as vscode from 'vscode';
import type { Kwic } from '../core/export/kwic';
import type { Library } from '../core/library/library';
import { counted } from '../core/words/count';
import { setContext } from './context';
import { inform, sentence, whisper } from './messages';
import { uriOf } from './convert';

export interface PreviewLeaf {
  /** Address of the file that the passage is in. */
  readonly uri: string;
  readonly range: vscode.Range;
  /** The passage in its line; unseen characters made visible. */
  readonly kwic: Kwic;
  /** Words of ours (localised): the reason for the confidence, an ending. */
  readonly description?: string;
  /** Undefined: no check box, it goes with the others. */
  ticked?: boolean;
  /** The file is not there yet: there is nothing to open. */
  readonly missing?: boolean;
}

/** The filters of a preview that searches for words. */
export interface PreviewFilter {
  readonly ignoreCase: boolean;
  readonly wholeWord: boolean;
  readonly endings: boolean;
}

/** What a preview changed, or would change. */
export interface Changed {
  /** Tags that were added, changed or removed. */
  readonly count: number;
  readonly ids: readonly string[];
  /** Addresses of the sources. */
  readonly sources: readonly string[];
}

export interface PreviewPlan<L extends PreviewLeaf = PreviewLeaf> {
  /** Localised and safe: stands as the view's description. */
  readonly title: string;
  /** Path of a source for people. */
  nameOf(uri: string): string;
  /** The passages, grouped by source in the order to show. */
  readonly leaves: readonly L[];
  /** What the leaves are, where they are no passages of the texts: they have no line then. */
  readonly counts?: 'change';
  /** What stands above the tree beside the counts; localised. */
  readonly remark?: string;
  /** Words for `inform` when it is done, with {0} for the tags and {1} for the sources: 'Tagged: {0} in {1}.' */
  readonly done: string;
  apply(ticked: readonly L[]): Promise<Changed>;
  /** The same preview with other filters. */
  readonly filter?: PreviewFilter;
  refilter?(filter: PreviewFilter): Promise<PreviewPlan<L>>;
}

/** A source in the tree. */
class Group {
  constructor(
    readonly uri: string,
    readonly leaves: readonly PreviewLeaf[],
  ) {}
}

type Node = Group | PreviewLeaf;

/** More sources than this are shown closed. */
const FEW = 25;
const VIEW = 'stancemark.preview';

export class Preview implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;
  private plan: PreviewPlan | undefined;
  private groups: readonly Group[] = [];

  private readonly ids = new Map<Node, string>();

  constructor(private readonly library: Library) {
    this.view = vscode.window.createTreeView<Node>(VIEW, {
      treeDataProvider: this,
      manageCheckboxStateManually: true,
      showCollapseAll: true,
    });
    this.view.onDidChangeCheckboxState(({ items }) => this.tick(items));
  }

  /** Shows what a change would do; returns what it would change as it is ticked. The plan is erased by the next one. */
  async show<L extends PreviewLeaf>(plan: PreviewPlan<L>, focus = true): Promise<Changed & { preview: true }> {
    this.take(plan);
    await setContext('stancemark.previewing', true);
    await setContext('stancemark.preview.filterable', plan.refilter !== undefined);
    this.changed.fire(undefined);
    if (focus) await vscode.commands.executeCommand(`${VIEW}.focus`);
    const ticked = this.ticked();
    return {
      preview: true,
      count: ticked.length,
      ids: [],
      sources: [...new Set(ticked.map((leaf) => leaf.uri))],
    };
  }

  private take(plan: PreviewPlan): void {
    this.plan = plan;
    const bySource = new Map<string, PreviewLeaf[]>();
    for (const leaf of plan.leaves) {
      const list = bySource.get(leaf.uri);
      if (list) list.push(leaf);
      else bySource.set(leaf.uri, [leaf]);
    }
    this.groups = [...bySource].map(([uri, leaves]) => new Group(uri, leaves));
    this.ids.clear();
    for (const group of this.groups) {
      this.ids.set(group, group.uri);
      group.leaves.forEach((leaf, i) => this.ids.set(leaf, `${group.uri}\n${i}`));
    }
    this.count();
  }

  get filter(): PreviewFilter | undefined {
    return this.plan?.filter;
  }

  async refilter(filter: PreviewFilter): Promise<void> {
    const plan = await this.plan?.refilter?.(filter);
    if (plan) await this.show(plan, false);
  }

  /** Does what is ticked, as one step of undo. Undefined: there is no preview. A failure leaves it open. */
  async apply(): Promise<Changed | undefined> {
    const { plan } = this;
    if (!plan) return undefined;
    const done = await plan.apply(this.ticked());
    const step = this.library.lastStep;
    if (this.plan === plan) await this.close();
    if (done.count > 0) void this.offerUndo(plan, done, step);
    return done;
  }

  /** What was done, with its undo as long as nothing else was done since. */
  private async offerUndo(plan: PreviewPlan, done: Changed, step: unknown): Promise<void> {
    const data = [counted(done.count, plan.counts ?? 'tag'), counted(done.sources.length, 'source')];
    if ((await inform(plan.done, data, 'Undo')) !== 'Undo') return;
    if (this.library.lastStep === step) await vscode.commands.executeCommand('stancemark.undoTagChange');
    else whisper('Something else was done since. Undo Last Tag Change takes that back first.');
  }

  /** Ticks or unticks every passage. */
  tickAll(ticked: boolean): void {
    for (const leaf of this.plan?.leaves ?? []) if (leaf.ticked !== undefined) leaf.ticked = ticked;
    this.changed.fire(undefined);
    this.count();
  }

  async close(): Promise<void> {
    this.plan = undefined;
    this.groups = [];
    // What is closed has nothing to decide: a number on the activity bar would ask for it all day.
    this.view.badge = undefined;
    this.view.message = undefined;
    this.changed.fire(undefined);
    // A panel whose view goes away shows its next one, the terminal, which starts a shell that nobody asked for.
    if (this.view.visible) await vscode.commands.executeCommand('workbench.action.closePanel');
    await setContext('stancemark.previewing', false);
  }

  private ticked(): PreviewLeaf[] {
    return (this.plan?.leaves ?? []).filter((leaf) => leaf.ticked !== false);
  }

  private tick(items: readonly [Node, vscode.TreeItemCheckboxState][]): void {
    for (const [node, state] of items) {
      const ticked = state === vscode.TreeItemCheckboxState.Checked;
      for (const leaf of node instanceof Group ? node.leaves : [node]) {
        if (leaf.ticked !== undefined) leaf.ticked = ticked;
      }
    }
    this.changed.fire(undefined);
    this.count();
  }

  private count(): void {
    const { plan } = this;
    if (!plan) return;
    const ticked = this.ticked();
    const sources = new Set(ticked.map((leaf) => leaf.uri)).size;
    const counts = sentence('{0} of {1}, in {2}.', [
      ticked.length,
      counted(plan.leaves.length, plan.counts ?? 'passage'),
      counted(sources, 'source'),
    ]);
    this.view.message = [plan.title, counts, plan.remark].filter((part) => part).join(' ');
    this.view.badge = ticked.length > 0 ? { value: ticked.length, tooltip: counts } : undefined;
  }

  getChildren(node?: Node): Node[] {
    if (!node) return [...this.groups];
    return node instanceof Group ? [...node.leaves] : [];
  }

  getParent(node: Node): Node | undefined {
    return node instanceof Group ? undefined : this.groups.find((group) => group.leaves.includes(node));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = node instanceof Group ? this.groupItem(node) : leafItem(node, this.plan?.counts === undefined);
    item.id = this.ids.get(node);
    return item;
  }

  private groupItem(group: Group): vscode.TreeItem {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(
      this.plan?.nameOf(group.uri) ?? '',
      this.groups.length > FEW ? Collapsed : Expanded,
    );
    item.iconPath = vscode.ThemeIcon.File;
    const tickable = group.leaves.filter((leaf) => leaf.ticked !== undefined);
    const ticked = tickable.filter((leaf) => leaf.ticked).length;
    item.description =
      tickable.length === 0 ? String(group.leaves.length) : sentence('{0} of {1}', [ticked, tickable.length]);
    if (tickable.length > 0) item.checkboxState = stateOf(ticked > 0);
    item.contextValue = 'previewSource';
    return item;
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }
}

function leafItem(leaf: PreviewLeaf, inText: boolean): vscode.TreeItem {
  const { before, quote, after } = leaf.kwic;
  const start = before.trimStart();
  const label = { label: `${start}${quote}${after}`, highlights: [[start.length, start.length + quote.length]] };
  const item = new vscode.TreeItem(label as vscode.TreeItemLabel);
  const line = sentence('line {0}', [leaf.range.start.line + 1]);
  const said = [leaf.description, inText ? line : undefined].filter((part) => part !== undefined && part !== '');
  item.description = said.join(' · ');
  item.tooltip = `${start}${quote}${after}\n${item.description}`;
  item.accessibilityInformation = { label: `${quote}: ${start}${quote}${after}. ${item.description}` };
  if (leaf.ticked !== undefined) item.checkboxState = stateOf(leaf.ticked);
  item.contextValue = 'preview';
  if (leaf.missing) return item;
  item.command = {
    title: vscode.l10n.t('Open'),
    command: 'vscode.open',
    arguments: [uriOf(leaf.uri), { selection: leaf.range, preview: true, preserveFocus: true }],
  };
  return item;
}

function stateOf(ticked: boolean): vscode.TreeItemCheckboxState {
  return ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
}
