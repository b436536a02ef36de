/** The sidebar: entities, stances, sources and searches as trees. */
import * as vscode from 'vscode';
import { fromHeader, registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { filterView, groupStances, sortEntities, sortSources } from './arrange';
import { registerDim } from './dim';
import { showInFindings, renameSelected } from './entity';
import { copyName, openPassage, revealTag } from './passage';
import { Searching } from './search';
import { registerSearchDocuments } from './search-document';
import { Views } from './views';

export function registerTrees(services: Services): vscode.Disposable {
  const views = new Views(services);
  const searching = new Searching(services, views);
  return vscode.Disposable.from(
    views,
    registerDim(),
    registerSearchDocuments(services),
    registerCommands(services.log, {
      openPassage: (args) => openPassage(services, args),
      revealTag: (args) => revealTag(services, views, args),
      copyName: (args) => copyName(services, args),
      filterEntities: fromHeader((args) => filterView(views, 'entities', args)),
      filterStances: fromHeader((args) => filterView(views, 'stances', args)),
      filterSources: fromHeader((args) => filterView(views, 'sources', args)),
      clearEntityFilter: () => filterView(views, 'entities', { words: '' }),
      clearStanceFilter: () => filterView(views, 'stances', { words: '' }),
      clearSourceFilter: () => filterView(views, 'sources', { words: '' }),
      sortEntities: fromHeader((args) => sortEntities(views, args)),
      sortSources: fromHeader((args) => sortSources(views, args)),
      groupStances: fromHeader((args) => {
        const sources = services.library.corpora().flatMap((corpus) => corpus.sources);
        return groupStances(views, sources, args);
      }),
      search: fromHeader((args) => searching.search(args)),
      saveSearch: fromHeader((args) => searching.save(args)),
      openSearchAsDocument: fromHeader((args) => searching.openAsDocument(args)),
      runSearch: (args) => searching.runSaved(args),
      removeSearch: (args) => searching.remove(args),
      searchThis: (args) => searching.searchThis(args),
      showInFindings: (args) => showInFindings(services, views, args),
      renameSelectedEntity: () => renameSelected(views),
    }),
  );
}
