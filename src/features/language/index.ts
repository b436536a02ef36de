/** VS Code's own features over the tags: definition, references, highlights, outline, symbols, rename, code actions. */
import * as vscode from 'vscode';
import type { Services } from '../../host/services';
import { TagActions } from './actions';
import { Definitions, Highlights, References } from './lookup';
import { RenameEntity } from './rename';
import { OutlineRegistration } from './outline';
import { EntitySymbols } from './symbols';

/** By pattern, not by language: other extensions claim `.txt` files too. What is not followed is left out by each provider. */
const SOURCES: vscode.DocumentSelector = { pattern: '**/*.[tT][xX][tT]' };

export function registerLanguage(services: Services): vscode.Disposable {
  const { languages } = vscode;
  const rename = new RenameEntity(services);
  return vscode.Disposable.from(
    rename,
    languages.registerDefinitionProvider(SOURCES, new Definitions(services)),
    languages.registerReferenceProvider(SOURCES, new References(services)),
    languages.registerDocumentHighlightProvider(SOURCES, new Highlights(services)),
    new OutlineRegistration(services, SOURCES),
    languages.registerWorkspaceSymbolProvider(new EntitySymbols(services)),
    languages.registerRenameProvider(SOURCES, rename),
    languages.registerCodeActionsProvider(SOURCES, new TagActions(services), TagActions.metadata),
  );
}
