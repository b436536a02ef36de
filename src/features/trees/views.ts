/** The four views, kept up with the library: one refresh for a change, however many files it touched. */
import * as vscode from 'vscode';
import type { SourceView } from '../../core/corpus';
import type { LibraryChange } from '../../core/library/news';
import type { Steps } from '../../core/base/steps';
import { summarySteps } from '../../core/sums';
import {
  badgeOf,
  entityTreeSteps,
  looksSame,
  searchTreeSteps,
  sourceTreeSteps,
  stanceTreeSteps,
  stateOf,
  type Beside,
  type Forest,
} from '../../core/tree';
import { SHARED } from '../../core/files/addresses';
import type { Query } from '../../core/query';
import { label, visible } from '../../core/text/safe';
import { whoseLayer } from '../../host/coder';
import { setContext } from '../../host/context';
import type { Services } from '../../host/services';
import { inSlices } from '../../host/slices';
import { Dragging } from './drag';
import { TreeState, type Filtered } from './state';
import { Tree } from './tree';
import { counted } from '../../core/words/count';

/** Changes are collected for so long, in milliseconds; while they keep coming, the views follow at this pace. */
const PAUSE = 50;
const PACE = 400;

export class Views implements vscode.Disposable {
  readonly state: TreeState;
  readonly entities: Tree;
  readonly stances: Tree;
  readonly sources: Tree;
  readonly searches: Tree;
  private last: Query | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private refreshed = 0;
  /** The snapshots that the trees were told of. */
  private readonly known = new Map<string, SourceView>();
  private readonly listening: vscode.Disposable;
  private readonly assigned: vscode.Disposable;

  constructor(private readonly services: Services) {
    const { library } = services;
    const state = (this.state = new TreeState(services.context.workspaceState));
    const corpora = () => library.corpora();
    const beside = (): Beside | undefined => {
      const { layers } = library;
      if (layers.reading.beside !== true) return undefined;
      return (uri) => layers.beside(uri).flatMap((layer) => layers.viewOf(uri, layer) ?? []);
    };
    const tree = (id: string, grow: () => Steps<Forest>, filtered?: Filtered): Tree =>
      new Tree({
        id: `stancemark.${id}`,
        grow,
        ready: () => this.ready(),
        message: (forest) => this.messageOf(forest, filtered),
        drag: new Dragging(services, id === 'entities'),
      });
    this.entities = tree(
      'entities',
      () => entityTreeSteps(corpora(), { filter: state.filter('entities'), sort: state.entitySort, beside: beside() }),
      'entities',
    );
    this.stances = tree(
      'stances',
      () => stanceTreeSteps(corpora(), { filter: state.filter('stances'), by: state.grouping, beside: beside() }),
      'stances',
    );
    this.sources = tree(
      'sources',
      () =>
        sourceTreeSteps(corpora(), {
          filter: state.filter('sources'),
          sort: state.sourceSort,
          proposals: (uri) => services.proposals.open(uri).length,
          beside: beside(),
        }),
      'sources',
    );
    this.searches = tree('searches', () => searchTreeSteps(corpora(), this.last));
    this.listening = vscode.Disposable.from(
      library.onDidChange((change) => {
        if (this.shows(change)) this.later();
      }),
      services.proposals.onDidChange(() => this.later()),
      services.coder.onDidChange(() => this.later()),
    );
    this.assigned = services.assignments.onDidChange(() => void this.readAssignments());
    this.describe();
  }

  private async readAssignments(): Promise<void> {
    await this.services.assignments.load();
    this.describe();
  }

  /** The tags are read, and VS Code is told what there is. Progress is shown meanwhile. */
  async ready(): Promise<void> {
    // Comparing every text takes longer than reading the tags; the trees do not wait for it.
    this.services.readAll().catch((error: unknown) => this.services.log.error(`Not all was read: ${String(error)}`));
    await this.services.library.readAll();
    await this.services.assignments.load();
    await inSlices(summarySteps(this.services.library.corpora()));
    this.tell();
  }

  /** The search that the view of searches shows. */
  get search(): Query | undefined {
    return this.last;
  }

  set search(query: Query | undefined) {
    this.last = query;
    void setContext('stancemark.searched', query !== undefined);
    this.searches.refresh();
  }

  /** The row that is selected in the view that was used last; views that are not seen have none. */
  selected(): unknown {
    const trees = [this.entities, this.stances, this.sources, this.searches];
    return trees.find(({ view }) => view.visible && view.selection.length > 0)?.view.selection[0];
  }

  /** Filters a view; empty words take the filter away. Returns how many things are left. */
  filter(view: Filtered, words: string): Promise<Forest> {
    if (this.state.filter(view) !== words) {
      this.state.setFilter(view, words);
      this[view].refresh();
    }
    return this[view].grown();
  }

  /** Order or grouping has changed. */
  rearrange(view: Filtered): void {
    this[view].refresh();
    this.describe();
  }

  private messageOf({ shown, of }: Forest, view: Filtered | undefined): string | undefined {
    const filter = view && this.state.filter(view);
    return filter ? vscode.l10n.t('Filter “{0}”: {1} of {2}', visible(filter), shown, of) : undefined;
  }

  /** What is not as usual stands beside the views' names. */
  private describe(): void {
    const { entitySort, sourceSort, grouping } = this.state;
    const by = (word: string, usual: string): string | undefined =>
      word === usual ? undefined : vscode.l10n.t('by {0}', vscode.l10n.t(word));
    const joined = (...parts: (string | undefined)[]): string =>
      parts.filter((part) => part !== undefined && part !== '').join(' · ');
    // Where all layers are shown, these two still count one.
    const { layer, beside } = this.services.library.layers.reading;
    const whose = beside ? vscode.l10n.t('sums: {0}', label(whoseLayer(layer), 32)) : undefined;
    this.entities.view.description = joined(whose, by(entitySort, 'name'));
    this.sources.view.description = joined(
      beside ? vscode.l10n.t('all layers') : undefined,
      by(sourceSort, 'name'),
      this.progress(),
    );
    this.stances.view.description = joined(whose, by(grouping, ''));
  }

  /** How far each coder is, with what is assigned to them: `ann 1/3, ben 0/2`. */
  private progress(): string {
    const { library, assignments } = this.services;
    const all = library.layers.all();
    const coders = [...new Set([...assignments.coders, ...all.keys()])].filter((name) => name !== SHARED).sort();
    return coders
      .map((coder) => {
        const begun = all.get(coder) ?? [];
        const assigned = assignments.of(coder);
        const finished = begun.filter((uri) => library.layers.isFinished(uri, coder)).length;
        return `${label(coder, 32)} ${finished}/${assigned.size > 0 ? assigned.size : begun.length}`;
      })
      .join(', ');
  }

  /** Does a change show in a tree? */
  private shows({ sources, codebooks, listing }: LibraryChange): boolean {
    // What other layers have is in no snapshot of a source.
    let shows =
      listing || codebooks.size > 0 || (this.services.library.layers.reading.beside === true && sources.size > 0);
    for (const uri of sources) {
      const now = this.services.library.source(uri);
      const before = this.known.get(uri);
      if (now) this.known.set(uri, now);
      else this.known.delete(uri);
      shows ||= !now || !before || !looksSame(before, now);
    }
    return shows;
  }

  private later(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        this.refreshed = Date.now();
        this.tell();
        for (const tree of [this.entities, this.stances, this.sources, this.searches]) tree.refresh();
      },
      Math.max(PAUSE, this.refreshed + PACE - Date.now()),
    );
  }

  private tell(): void {
    this.describe();
    const corpora = this.services.library.corpora();
    void setContext('stancemark.state', stateOf(corpora));
    const badge = badgeOf(corpora, this.services.library.unsaved().length);
    // VS Code draws it anew at each turn.
    if (this.sources.view.badge?.tooltip !== badge?.tooltip) this.sources.view.badge = badge;
  }

  /** A sentence on what was found, for messages. */
  static found({ count: passages, sources }: { count: number; sources: number }): string {
    return vscode.l10n.t('{0} in {1}', counted(passages, 'passage'), counted(sources, 'source'));
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(
      this.assigned,
      this.listening,
      this.entities,
      this.stances,
      this.sources,
      this.searches,
    ).dispose();
  }
}
