/** Hover, definition and references in sidecars and codebooks. */
import * as vscode from 'vscode';
import type { Tag } from '../../core/model';
import { partiesOf } from '../../core/refactor/references';
import { seenAs, totalSteps } from '../../core/sums';
import { appendGuide, appendPlain } from '../../host/card';
import { entityPlace, valuePlace } from '../../host/codebook-place';
import { uriOf } from '../../host/convert';
import { rangesNow } from '../../host/goto';
import { placesOf } from '../../host/mentions';
import type { Services } from '../../host/services';
import { inSlices } from '../../host/slices';
import { referenceOf, spotAt, type Spot } from './place';
import { counted } from '../../core/words/count';

/** Keys of a tag that say where it stands: their definition is the passage. */
const OF_PLACE: ReadonlySet<string> = new Set(['id', 'at', 'quote', 'before', 'after']);

export class YamlHover implements vscode.HoverProvider {
  constructor(private readonly services: Services) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const spot = await spotAt(this.services, document, position);
    const reference = spot && referenceOf(spot);
    if (!spot || !reference) return undefined;
    const card = new vscode.MarkdownString();
    const { codebook, corpus } = spot;
    if (reference.kind === 'entity') {
      const entity = codebook.entity(reference.id);
      if (!entity) return undefined;
      appendPlain(card.appendMarkdown('**'), entity.name, 120).appendMarkdown('**');
      appendPlain(card.appendMarkdown(' – '), codebook.type(entity.type)?.label ?? entity.type, 60);
      if (entity.aliases.length > 0) appendPlain(card.appendMarkdown('\n\n'), entity.aliases.join(', '));
      const seen = corpus && seenAs((await inSlices(totalSteps(corpus))).get(entity.id));
      if (seen) appendPlain(card.appendMarkdown('\n\n'), seen);
      appendGuide(card, entity);
      if (entity.note) appendPlain(card.appendMarkdown('\n\n'), entity.note);
    } else if (reference.kind === 'value') {
      const value = codebook.value(reference.id);
      if (!value) return undefined;
      appendPlain(card.appendMarkdown('**'), value.label, 120).appendMarkdown('**');
      card.appendMarkdown(` – ${vscode.l10n.t(value.axis)}`);
      appendGuide(card, value);
    } else {
      const type = codebook.type(reference.id);
      if (!type) return undefined;
      appendPlain(card, type.label, 120);
      const entities = codebook.entities.filter((entity) => entity.type === type.id).length;
      card.appendMarkdown(` – ${counted(entities, 'entity')}`);
      appendGuide(card, type);
    }
    return new vscode.Hover(card, spot.range);
  }
}

export class YamlDefinitions implements vscode.DefinitionProvider {
  constructor(private readonly services: Services) {}

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Location | undefined> {
    const spot = await spotAt(this.services, document, position);
    if (!spot) return undefined;
    const reference = referenceOf(spot);
    if (reference?.kind === 'entity') return entityPlace(this.services, spot.codebook.uri, reference.id);
    if (reference?.kind === 'value') return valuePlace(this.services, spot.codebook.uri, reference.id);
    return this.passage(spot);
  }

  /** From the place of a tag to its passage in the source. */
  private passage(spot: Spot): vscode.Location | undefined {
    if (spot.source === undefined || spot.id === undefined || !OF_PLACE.has(spot.key)) return undefined;
    const tag = this.services.library.tag(spot.source, spot.id);
    const [range] = tag ? rangesNow(this.services, spot.source, tag) : [];
    return range && new vscode.Location(uriOf(spot.source), range);
  }
}

/** All passages whose tags refer to the entity or the stance value, in the sources. */
export class YamlReferences implements vscode.ReferenceProvider {
  constructor(private readonly services: Services) {}

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.ReferenceContext,
  ): Promise<vscode.Location[] | undefined> {
    const spot = await spotAt(this.services, document, position);
    const reference = spot && referenceOf(spot);
    if (!spot || !reference || reference.kind === 'type') return undefined;
    await this.services.readAll();
    const uri = spot.codebook.uri;
    const corpus = this.services.library.corpora().find((one) => one.codebook.uri === uri);
    if (!corpus) return undefined;
    const { kind, id } = reference;
    const places = placesOf(
      this.services,
      corpus,
      kind === 'entity' ? refersTo(id) : (tag) => tag.stance?.value === id,
    );
    const find = kind === 'entity' ? entityPlace : valuePlace;
    const declaration = context.includeDeclaration ? find(this.services, uri, id) : undefined;
    return declaration ? [declaration, ...places] : places;
  }
}

function refersTo(id: string): (tag: Tag) => boolean {
  return (tag) => (tag.stance ? partiesOf(tag.stance).includes(id) : tag.entity === id);
}
