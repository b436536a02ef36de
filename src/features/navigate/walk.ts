/** From tag to tag: through the mentions of an entity over all sources, and through every tag of one source. */
import * as vscode from 'vscode';
import type { Corpus, SourceView } from '../../core/corpus';
import { isMention, type Tag } from '../../core/model';
import { compareStops, nextStop, present, sameSubject, sourcesFrom, type Stop, type Way } from '../../core/tree/walk';
import { argumentsOf, optionalText, optionalUri, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { isSourceUri } from '../../core/files/addresses';
import { keyOf } from '../../host/convert';
import { goTo } from '../../host/goto';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { sourceTarget } from '../../host/targets';

/** A tag by its address: what commands of this feature return. */
export interface TagAddress {
  readonly uri: string;
  readonly id: string;
}

/** Where a walk starts, and which tags are on its way. */
interface Start {
  readonly corpus: Corpus;
  readonly source?: SourceView;
  readonly at: { readonly from: number; readonly id?: string };
  readonly fits: (tag: Tag) => boolean;
}

export class Walk {
  /** The tag that the last step selected: where tags are nested, the cursor alone does not say on which of them it is. */
  private last: TagAddress | undefined;

  constructor(private readonly services: Services) {}

  /** `{entity?}`, or the tag of `{uri, id}`; else of the tag at the cursor. Returns the address of the tag that is selected now. */
  async mention(args: unknown, way: Way): Promise<TagAddress> {
    const start = await this.startOf(argumentsOf(args));
    const { source } = start;
    const here = source && nextStop(this.stops(source, start.fits), start.at, way);
    if (source && here) return this.go(source, here);
    await this.services.readAll();
    const { corpus } = start;
    const fresh = this.services.library.corpora().find((one) => one.codebook.uri === corpus.codebook.uri) ?? corpus;
    const order = sourcesFrom(fresh.sources, source?.uri, way);
    for (const other of order) {
      const stops = this.stops(other, start.fits);
      const first = way > 0 ? stops[0] : stops[stops.length - 1];
      if (!first) continue;
      const gone = this.wrapped(fresh, source, other, way);
      const address = await this.go(other, first);
      if (address.id === start.at.id) whisper('This is the only one.');
      else if (gone) whisper(way > 0 ? 'Continued from the first source.' : 'Continued from the last source.');
      return address;
    }
    throw new Failure('There is no mention of this entity in the workspace.');
  }

  private wrapped(corpus: Corpus, from: SourceView | undefined, to: SourceView, way: Way): boolean {
    if (!from) return false;
    const place = (source: SourceView): number => corpus.sources.findIndex((one) => one.uri === source.uri);
    return way > 0 ? place(to) <= place(from) : place(to) >= place(from);
  }

  /** The next tag of any kind in this source; goes on from the other end with a message. */
  async tag(args: unknown, way: Way): Promise<TagAddress> {
    const target = await sourceTarget(this.services, argumentsOf(args));
    const source = this.sourceOf(target.uri);
    const stops = this.stops(source);
    if (stops.length === 0) throw new Failure('Nothing is tagged in this source yet.');
    const onward = nextStop(stops, this.cursor(target.uri), way);
    if (onward) return this.go(source, onward);
    whisper(way > 0 ? 'Continued from the first tag.' : 'Continued from the last tag.');
    return this.go(source, (way > 0 ? stops[0] : stops[stops.length - 1]) as Stop);
  }

  private async startOf(given: Arguments): Promise<Start> {
    const { library } = this.services;
    const entity = optionalText(given, 'entity');
    const id = optionalText(given, 'id');
    const active = vscode.window.activeTextEditor?.document;
    const uri = optionalUri(given) ?? active?.uri;
    const target = uri && (id !== undefined || isSource(uri)) && (await sourceTarget(this.services, { uri }));
    if (entity !== undefined) {
      const codebook = optionalText(given, 'codebook');
      if (!target) await this.services.readAll();
      const corpus = target
        ? library.corpusOf(target.uri)
        : library.corpora().find((one) => (codebook ? one.codebook.uri === codebook : one.codebook.entity(entity)));
      if (!corpus) throw new Failure('There is no entity with the id “{0}” in the codebook.', [entity]);
      const fits = (tag: Tag): boolean => tag.entity === entity;
      const source = target ? this.sourceOf(target.uri) : undefined;
      return { corpus, source, at: target ? this.cursor(target.uri, fits) : { from: -1 }, fits };
    }
    if (!target) throw new Failure('Open a .txt source first.');
    const corpus = library.corpusOf(target.uri);
    const tag = id === undefined ? this.tagAtCursor(target.uri) : library.tag(target.uri, id);
    if (!tag || !corpus) {
      throw id === undefined
        ? new Failure('There is no tag at the cursor.')
        : new Failure('There is no tag with the id “{0}” in this source.', [id]);
    }
    return {
      corpus,
      source: this.sourceOf(target.uri),
      at: { from: library.rangesOf(target.uri, tag.id)?.[0]?.from ?? -1, id: tag.id },
      fits: sameSubject(tag),
    };
  }

  /** The tag that a step of the walk has selected and that is selected still; else the innermost mention, else the innermost stance. */
  private tagAtCursor(uri: string): Tag | undefined {
    const { library } = this.services;
    const editor = editorOf(uri);
    if (!editor) return undefined;
    const known = this.selected(editor, uri);
    if (known) return library.tag(uri, known);
    const tags = library.tagsAt(uri, editor.document.offsetAt(editor.selection.active));
    return tags.find(isMention) ?? tags[0];
  }

  /** Id of the tag that the last step selected, while nothing else was selected since. */
  private selected(editor: vscode.TextEditor, uri: string): string | undefined {
    if (this.last?.uri !== uri) return undefined;
    const piece = this.services.library.rangesOf(uri, this.last.id)?.[0];
    const { document, selection } = editor;
    const same =
      piece && document.offsetAt(selection.start) === piece.from && document.offsetAt(selection.end) === piece.to;
    return same ? this.last.id : undefined;
  }

  private cursor(uri: string, fits: (tag: Tag) => boolean = () => true): { from: number; id?: string } {
    const editor = editorOf(uri);
    if (!editor) return { from: -1 };
    const id = this.selected(editor, uri);
    const tag = id === undefined ? undefined : this.services.library.tag(uri, id);
    return { from: editor.document.offsetAt(editor.selection.start), id: tag && fits(tag) ? tag.id : undefined };
  }

  private sourceOf(uri: string): SourceView {
    const source = this.services.library.source(uri);
    if (!source) throw new Failure('The tags of this source could not be read. The log says why.');
    return source;
  }

  /** The tags of a source in order: where they stand in the open text, else as found or written. */
  private stops(source: SourceView, fits?: (tag: Tag) => boolean): Stop[] {
    const { library } = this.services;
    const stops = present(source, fits).map((tag, i): Stop => {
      const piece = library.rangesOf(source.uri, tag.id)?.[0];
      // Tags of a closed source are in order already, and only the order counts.
      return piece ? { id: tag.id, ...piece } : { id: tag.id, from: i, to: i };
    });
    return library.isOpen(source.uri) ? stops.sort(compareStops) : stops;
  }

  private async go(source: SourceView, stop: Stop): Promise<TagAddress> {
    const tag = this.services.library.tag(source.uri, stop.id);
    if (!tag) throw new Failure('There is no tag with the id “{0}” in this source.', [stop.id]);
    await goTo(this.services, source.uri, tag);
    this.last = { uri: source.uri, id: stop.id };
    return this.last;
  }
}

function isSource(uri: vscode.Uri): boolean {
  return isSourceUri(keyOf(uri));
}

function editorOf(uri: string): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor && keyOf(activeTextEditor.document.uri) === uri) return activeTextEditor;
  return visibleTextEditors.find((editor) => keyOf(editor.document.uri) === uri);
}
