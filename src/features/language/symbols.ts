/** The entities of the workspace under Ctrl+T. */
import * as vscode from 'vscode';
import type { Corpus } from '../../core/corpus';
import { foldName } from '../../core/text/fold';
import { isMention } from '../../core/model';
import { label } from '../../core/text/safe';
import { present } from '../../core/tree/walk';
import { uriOf } from '../../host/convert';
import { entityPlace } from '../../host/codebook-place';
import { rangesNow } from '../../host/goto';
import type { Services } from '../../host/services';
import { kindOf } from './kinds';

/** No list under Ctrl+T is read further than this. */
const MOST = 500;

/** Entities by name or alias. Enter goes to the first mention, or to the codebook where there is none. */
export class EntitySymbols implements vscode.WorkspaceSymbolProvider {
  constructor(private readonly services: Services) {}

  async provideWorkspaceSymbols(query: string, token: vscode.CancellationToken): Promise<vscode.SymbolInformation[]> {
    await this.services.readAll();
    if (token.isCancellationRequested) return [];
    const wanted = foldName(query);
    return this.services.library
      .corpora()
      .flatMap((corpus) => this.entitiesOf(corpus, wanted))
      .slice(0, MOST);
  }

  private entitiesOf(corpus: Corpus, wanted: string): vscode.SymbolInformation[] {
    const { codebook } = corpus;
    const fitting = codebook.entities.flatMap((entity) => {
      const form = [entity.name, ...entity.aliases].find((one) => letters(foldName(one), wanted));
      return form === undefined ? [] : [{ entity, form }];
    });
    if (fitting.length === 0) return [];
    const first = this.firstMentions(corpus, new Set(fitting.map(({ entity }) => entity.id)));
    return fitting.flatMap(({ entity, form }) => {
      const place = first.get(entity.id) ?? entityPlace(this.services, codebook.uri, entity.id);
      if (!place) return [];
      const name = form === entity.name ? label(entity.name) : label(`${entity.name} (${form})`);
      const type = label(codebook.type(entity.type)?.label ?? entity.type, 40);
      return [new vscode.SymbolInformation(name || '–', kindOf(entity.type), type, place)];
    });
  }

  private firstMentions(corpus: Corpus, wanted: Set<string>): Map<string, vscode.Location> {
    const first = new Map<string, vscode.Location>();
    for (const source of corpus.sources) {
      if (wanted.size === 0) break;
      for (const tag of present(source, (one) => isMention(one) && wanted.has(one.entity))) {
        if (!isMention(tag) || !wanted.delete(tag.entity)) continue;
        const [range] = rangesNow(this.services, source.uri, tag);
        if (range) first.set(tag.entity, new vscode.Location(uriOf(source.uri), range));
      }
    }
    return first;
  }
}

/** Do the typed letters occur in the name, in this order? VS Code sorts and filters further by the same rule. */
function letters(name: string, typed: string): boolean {
  let at = 0;
  for (const letter of typed) {
    if (letter === ' ') continue;
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
