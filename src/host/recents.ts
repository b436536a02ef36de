/** The meanings that were used last in this workspace, newest first: for repeating, and for ranking picks. */
import type * as vscode from 'vscode';
import { AUTHOR, meaningKey, type Meaning } from '../core/model';

const KEY = 'recentMeanings';
const MOST = 50;

export class Recents {
  constructor(private readonly memento: vscode.Memento) {}

  meanings(): readonly Meaning[] {
    return this.memento.get<Meaning[]>(KEY, []);
  }

  /** Ids of the entities used last, newest first, each once. */
  entities(): readonly string[] {
    const ids = this.meanings().flatMap((meaning) =>
      'stance' in meaning && meaning.stance
        ? [meaning.stance.holder, meaning.stance.target]
        : 'entity' in meaning && meaning.entity
          ? [meaning.entity]
          : [],
    );
    return [...new Set(ids)].filter((id) => id !== AUTHOR);
  }

  use(meaning: Meaning): void {
    const key = meaningKey(meaning);
    const others = this.meanings().filter((one) => meaningKey(one) !== key);
    void this.memento.update(KEY, [meaning, ...others].slice(0, MOST));
  }
}
