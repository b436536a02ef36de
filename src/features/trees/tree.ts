/** One view with its tree: made anew from the snapshots after a change, when VS Code asks for it. */
import * as vscode from 'vscode';
import type { Passage } from '../../core/corpus';
import type { Steps } from '../../core/base/steps';
import { reach, type Forest, type PassageNode, type TreeNode } from '../../core/tree';
import { inSlices } from '../../host/slices';
import { itemOf } from './look';

export interface TreeOptions {
  readonly id: string;
  readonly grow: () => Steps<Forest>;
  /** Resolves when the tags were read; asked for when the view is first seen. */
  readonly ready: () => Promise<void>;
  /** What the view says above the tree; undefined: nothing. */
  readonly message: (forest: Forest) => string | undefined;
  readonly drag?: vscode.TreeDragAndDropController<TreeNode>;
}

export class Tree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<TreeNode>;
  private forest: Forest | undefined;
  /** The tree that is being made. */
  private growing: Promise<Forest> | undefined;

  constructor(private readonly options: TreeOptions) {
    this.view = vscode.window.createTreeView(options.id, {
      treeDataProvider: this,
      showCollapseAll: true,
      dragAndDropController: options.drag,
    });
  }

  /** What is shown is out of date. */
  refresh(): void {
    this.forest = undefined;
    this.growing = undefined;
    this.changed.fire();
  }

  /** The tree as the library has it now. */
  async grown(): Promise<Forest> {
    if (this.forest) return this.forest;
    const growing = (this.growing ??= inSlices(this.options.grow()));
    const forest = await growing;
    // What changed meanwhile makes another one, which is asked for by itself.
    if (this.growing !== growing) return forest;
    this.growing = undefined;
    this.forest = forest;
    const message = this.options.message(forest);
    if (this.view.message !== message) this.view.message = message;
    return forest;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node) return [...(node.children?.() ?? [])];
    await this.options.ready();
    return [...(await this.grown()).roots];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return itemOf(node);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  /** The node of a passage, if the tree has it. */
  async find(passage: Passage): Promise<PassageNode | undefined> {
    return reach((await this.grown()).roots, passage);
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }
}
