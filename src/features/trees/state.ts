/** What the user chose for the views: filters for as long as the window lives, order and grouping for the workspace. */
import type * as vscode from 'vscode';
import type { EntitySort, SourceSort, StanceGrouping } from '../../core/tree';
import { ENTITY_SORTS, SOURCE_SORTS, STANCE_GROUPINGS } from '../../core/tree';
import { setContext } from '../../host/context';

export type Filtered = 'entities' | 'stances' | 'sources';

const KEY = 'trees.';

export class TreeState {
  private readonly filters = new Map<Filtered, string>();

  constructor(private readonly memento: vscode.Memento) {}

  filter(view: Filtered): string {
    return this.filters.get(view) ?? '';
  }

  setFilter(view: Filtered, words: string): void {
    this.filters.set(view, words);
    void setContext(`stancemark.${view}.filtered`, words !== '');
  }

  get entitySort(): EntitySort {
    return this.read('entitySort', ENTITY_SORTS);
  }

  get sourceSort(): SourceSort {
    return this.read('sourceSort', SOURCE_SORTS);
  }

  get grouping(): StanceGrouping {
    const value = this.memento.get<string>(KEY + 'grouping');
    if (value?.startsWith('source.')) return value as StanceGrouping;
    return this.read('grouping', STANCE_GROUPINGS);
  }

  set(key: 'entitySort' | 'sourceSort' | 'grouping', value: string): void {
    void this.memento.update(KEY + key, value);
  }

  /** The first of `allowed` where nothing was chosen yet. */
  private read<T extends string>(key: string, allowed: readonly [T, ...T[]]): T {
    const value = this.memento.get<T>(KEY + key);
    return value !== undefined && allowed.includes(value) ? value : allowed[0];
  }
}
