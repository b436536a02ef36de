/** Definition, references and highlights: from a mention to its entity, and to all the others. */
import * as vscode from 'vscode';
import { rangeAt } from '../../host/convert';
import { entityPlace } from '../../host/codebook-place';
import { placesOf } from '../../host/mentions';
import type { Services } from '../../host/services';
import { mentionUnder } from '../../host/under';

/** A mention → its entity in the codebook. */
export class Definitions implements vscode.DefinitionProvider {
  constructor(private readonly services: Services) {}

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.DefinitionLink[] | undefined> {
    const under = await mentionUnder(this.services, document, position);
    const codebook = under && this.services.library.codebookOf(under.uri);
    const place = codebook && entityPlace(this.services, codebook.uri, under.tag.entity);
    if (!place) return undefined;
    return [
      {
        originSelectionRange: under.range,
        targetUri: place.uri,
        targetRange: place.range,
        targetSelectionRange: new vscode.Range(place.range.start, place.range.start),
      },
    ];
  }
}

/** A mention → all mentions of its entity, in every source of its codebook. */
export class References implements vscode.ReferenceProvider {
  constructor(private readonly services: Services) {}

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.ReferenceContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.Location[] | undefined> {
    const under = await mentionUnder(this.services, document, position);
    if (!under) return undefined;
    await this.services.readAll();
    const corpus = this.services.library.corpusOf(under.uri);
    if (!corpus || token.isCancellationRequested) return undefined;
    const { entity } = under.tag;
    const places = placesOf(this.services, corpus, (tag) => tag.entity === entity);
    const declaration = context.includeDeclaration && entityPlace(this.services, corpus.codebook.uri, entity);
    return declaration ? [declaration, ...places] : places;
  }
}

/**
 * The other mentions of the entity in this source. On mentions alone: the first provider that answers wins, so an answer
 * elsewhere (a stance may be a whole paragraph) would silence VS Code's own highlighting of equal words.
 */
export class Highlights implements vscode.DocumentHighlightProvider {
  constructor(private readonly services: Services) {}

  async provideDocumentHighlights(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.DocumentHighlight[] | undefined> {
    const under = await mentionUnder(this.services, document, position);
    if (!under) return undefined;
    const { library } = this.services;
    return (library.source(under.uri)?.tags ?? [])
      .filter((tag) => tag.entity === under.tag.entity)
      .flatMap((tag) => library.rangesOf(under.uri, tag.id) ?? [])
      .map((piece) => new vscode.DocumentHighlight(rangeAt(document, piece), vscode.DocumentHighlightKind.Read));
  }
}
