/** VS Code's own features over the tags: definition, references, highlights, outline, symbols, rename, code actions. */
import * as vscode from 'vscode';
import type { Services } from '../../host/services';
import { forSources } from '../../host/sources';
import { TagActions } from './actions';
import { Definitions, Highlights, References } from './lookup';
import { RenameEntity } from './rename';
import { OutlineRegistration } from './outline';
import { EntitySymbols } from './symbols';

export function registerLanguage(services: Services): vscode.Disposable {
  const { languages } = vscode;
  const rename = new RenameEntity(services);
  return vscode.Disposable.from(
    rename,
    languages.registerWorkspaceSymbolProvider(new EntitySymbols(services)),
    forSources((pattern) =>
      vscode.Disposable.from(
        languages.registerDefinitionProvider({ pattern }, new Definitions(services)),
        languages.registerReferenceProvider({ pattern }, new References(services)),
        languages.registerDocumentHighlightProvider({ pattern }, new Highlights(services)),
        new OutlineRegistration(services, { pattern }),
        languages.registerRenameProvider({ pattern }, rename),
        languages.registerCodeActionsProvider({ pattern }, new TagActions(services), TagActions.metadata),
      ),
    ),
  );
}
