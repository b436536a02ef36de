/** 'Compare Tags…': what happened to the tags since a revision, or beside another file, as a tree whose entries open the passage. */
import * as vscode from 'vscode';
import { readCodebook } from '../../core/codebook';
import { diffTags, meaningIn, type ChangedTag } from '../../core/compare/tags';
import type { Tag } from '../../core/model';
import { quoteOf } from '../../core/pieces';
import { baseName, codebookPlaces, isSidecarUri, isSourceUri, sidecarOf, sourceOf } from '../../core/files/addresses';
import { decodeYaml, readSidecar } from '../../core/sidecar';
import { label } from '../../core/text/safe';
import type { Names } from '../../core/words/sentence';
import { argumentsOf, optionalText, optionalUri } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { setContext } from '../../host/context';
import { keyOf, toRange, uriOf } from '../../host/convert';
import { VsCodeFiles } from '../../host/files';
import { repositoryOf, textAt, type GitRepository } from '../../host/git';
import { BACK, pick, type PickItem } from '../../host/pick';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';

interface FileNode {
  /** Address of the source. */
  readonly source: string;
  readonly tags: readonly TagNode[];
}

interface TagNode {
  readonly source: string;
  readonly change: ChangedTag;
  readonly says: string;
}

type Node = FileNode | TagNode;

const ICONS = {
  added: 'diff-added',
  removed: 'diff-removed',
  moved: 'diff-renamed',
  're-meant': 'diff-modified',
  noted: 'note',
};
const show = (text: string): string => label(text, 120);

export class CompareTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;
  private files: readonly FileNode[] = [];

  constructor(private readonly services: Services) {
    this.view = vscode.window.createTreeView<Node>('stancemark.comparison', { treeDataProvider: this });
  }

  getChildren(node?: Node): Node[] {
    if (!node) return [...this.files];
    return 'tags' in node ? [...node.tags] : [];
  }

  getParent(node: Node): Node | undefined {
    return 'tags' in node ? undefined : this.files.find((file) => file.source === node.source);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ('tags' in node) {
      const item = new vscode.TreeItem(label(baseName(node.source)), vscode.TreeItemCollapsibleState.Expanded);
      item.iconPath = new vscode.ThemeIcon('file');
      item.description = String(node.tags.length);
      return item;
    }
    const { change, says } = node;
    const tag = change.after ?? change.before;
    const [kind = 'moved'] = change.kinds;
    const item = new vscode.TreeItem(says);
    item.iconPath = new vscode.ThemeIcon(ICONS[kind]);
    item.description = `${change.kinds.map((one) => vscode.l10n.t(one)).join(', ')} · ${show(tag ? quoteOf(tag) : '')}`;
    item.tooltip = `${says}\n${show(tag ? quoteOf(tag) : '')}`;
    if (change.after) {
      const about = { uri: uriOf(node.source), id: change.id };
      item.command = { command: 'stancemark.revealTag', title: vscode.l10n.t('Open'), arguments: [about] };
    } else if (tag) {
      const selection = toRange(tag.at);
      item.command = {
        command: 'vscode.open',
        title: vscode.l10n.t('Open'),
        arguments: [uriOf(node.source), { selection }],
      };
    }
    return item;
  }

  /**
   * `{uri?, ref?, with?}`: the tags of a source (or of every changed one of its repository) against a revision `ref`, or against
   * the file `with`. Asks for what is not given. Returns how many tags are others, by their ids.
   */
  async compare(args: unknown): Promise<{ readonly ids: readonly string[] } | undefined> {
    const given = argumentsOf(args);
    const uri = optionalUri(given) ?? vscode.window.activeTextEditor?.document.uri;
    const other = optionalUri(given, 'with');
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const about = uri ?? folder;
    if (!about) throw new Failure('Open a .txt source first.');
    const repository = other ? undefined : await repositoryOf(about);
    const against = other ?? optionalText(given, 'ref') ?? (await askAgainst(repository));
    if (against === undefined) return undefined;
    this.files =
      against instanceof vscode.Uri
        ? await this.withFile(about, against)
        : await this.withRevision(repository, against, uri && isTagged(keyOf(uri)) ? uri : undefined);
    await setContext('stancemark.comparing', true);
    this.view.description = against instanceof vscode.Uri ? label(baseName(keyOf(against))) : label(against, 40);
    this.changed.fire();
    const ids = this.files.flatMap((file) => file.tags.map(({ change }) => change.id));
    if (ids.length === 0) whisper('No tag differs.');
    else await vscode.commands.executeCommand('stancemark.comparison.focus');
    return { ids };
  }

  private async withFile(uri: vscode.Uri, other: vscode.Uri): Promise<FileNode[]> {
    const source = sourceKey(keyOf(uri));
    if (source === undefined) throw new Failure('Open a .txt source first.');
    const bytes = await new VsCodeFiles().read(sidecarKey(keyOf(other)));
    const text = bytes && decodeYaml(bytes);
    if (!text?.ok) throw new Failure('The other file cannot be read.');
    return this.fileNode(source, text.value, undefined);
  }

  private async withRevision(
    repository: GitRepository | undefined,
    ref: string,
    uri: vscode.Uri | undefined,
  ): Promise<FileNode[]> {
    if (!repository) throw new Failure('Git cannot be asked here: compare with another file.');
    const sources = uri ? [sourceKey(keyOf(uri))] : await changedSources(repository, ref);
    const found: FileNode[] = [];
    for (const source of sources) {
      if (source === undefined) continue;
      const before = (await textAt(repository, ref, uriOf(this.services.library.layers.address(source)))) ?? '';
      found.push(...(await this.fileNode(source, before, await namesAt(repository, ref, this.services, source))));
    }
    return found;
  }

  private async fileNode(source: string, before: string, names: Names | undefined): Promise<FileNode[]> {
    const { library } = this.services;
    await library.ensure(source);
    const reading = before === '' ? undefined : readSidecar(before);
    if (reading && !reading.ok) throw new Failure('The other version cannot be read: {0}', [reading.refusal.message]);
    const now = library.codebookOf(source);
    const changes = diffTags(reading?.value.tags ?? [], library.source(source)?.tags ?? []);
    const says = ({ before: was, after, kinds }: ChangedTag): string => {
      const words = (tag: Tag | undefined, book: Names | undefined): string => (tag ? meaningIn(book, tag, show) : '');
      if (!after) return words(was, names ?? now);
      return kinds.includes('re-meant') ? `${words(was, names ?? now)} → ${words(after, now)}` : words(after, now);
    };
    if (changes.length === 0) return [];
    return [{ source, tags: changes.map((change) => ({ source, change, says: says(change) })) }];
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }
}

function isTagged(key: string): boolean {
  return isSourceUri(key) || isSidecarUri(key);
}

function sourceKey(key: string): string | undefined {
  return isSidecarUri(key) ? sourceOf(key) : isSourceUri(key) ? key : undefined;
}

function sidecarKey(key: string): string {
  return isSourceUri(key) ? sidecarOf(key) : key;
}

async function changedSources(repository: GitRepository, ref: string): Promise<string[]> {
  const changes = await repository.diffWith(ref);
  const keys = changes.flatMap(({ uri, originalUri }) => [keyOf(uri), keyOf(originalUri)]).filter(isSidecarUri);
  // A source with files of several coders is one.
  return [...new Set(keys.map(sourceOf))].sort();
}

/** The names as they were at that revision; undefined where its codebook is not there or cannot be read. */
async function namesAt(
  repository: GitRepository,
  ref: string,
  services: Services,
  source: string,
): Promise<Names | undefined> {
  const home = new VsCodeFiles().home(source)?.folder;
  const now = services.library.codebookOf(source)?.uri;
  for (const place of home === undefined
    ? []
    : [...(now === undefined ? [] : [now]), ...codebookPlaces(source, home)]) {
    const text = await textAt(repository, ref, uriOf(place));
    const reading = text === undefined ? undefined : readCodebook(text);
    if (!reading?.ok) continue;
    const book = reading.value;
    return { entity: (id) => book.entity(id), value: (id) => book.codebook.stances.find((one) => one.id === id) };
  }
  return undefined;
}

async function askAgainst(repository: GitRepository | undefined): Promise<string | vscode.Uri | undefined> {
  const branches = repository ? await repository.getBranches({ remote: true }) : [];
  const names = branches.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const items: PickItem<string>[] = [
    ...(repository ? [{ label: 'HEAD', description: vscode.l10n.t('the last commit'), value: 'HEAD' }] : []),
    ...names.map((name) => ({ label: `$(git-branch) ${label(name)}`, value: name })),
    { label: `$(file) ${vscode.l10n.t('Another file…')}`, value: '' },
  ];
  const chosen = await pick<string>({
    title: vscode.l10n.t('Compare Tags'),
    placeholder: vscode.l10n.t('With what?'),
    items,
  });
  if (chosen === undefined || chosen === BACK) return undefined;
  if (chosen !== '') return chosen;
  const [file] = (await vscode.window.showOpenDialog({ filters: { YAML: ['yaml'] }, canSelectMany: false })) ?? [];
  return file;
}
