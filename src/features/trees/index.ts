/** The sidebar: entities, stances, sources and searches as trees. */
import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { filterView, groupStances, sortEntities, sortSources } from './arrange';
import { registerDim } from './dim';
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
      filterEntities: (args) => filterView(views, 'entities', args),
      filterStances: (args) => filterView(views, 'stances', args),
      filterSources: (args) => filterView(views, 'sources', args),
      clearEntityFilter: () => filterView(views, 'entities', { words: '' }),
      clearStanceFilter: () => filterView(views, 'stances', { words: '' }),
      clearSourceFilter: () => filterView(views, 'sources', { words: '' }),
      sortEntities: (args) => sortEntities(views, args),
      sortSources: (args) => sortSources(views, args),
      groupStances: (args) => groupStances(views, args),
      search: (args) => searching.search(args),
      saveSearch: (args) => searching.save(args),
      runSearch: (args) => searching.runSaved(args),
      removeSearch: (args) => searching.remove(args),
      openSearchAsDocument: (args) => searching.openAsDocument(args),
    }),
  );
}
