/** The hover: one card for every tag under the mouse. */
import * as vscode from 'vscode';
import type { Range } from '../../core/text/range';
import { voicesOf, type Aside, type Voice } from '../../core/library/beside';
import { isMention, type Tag } from '../../core/model';
import { pieceAtOffset } from '../../core/tagging/piece-edits';
import { totalSteps } from '../../core/sums';
import { keyOf, rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { forSources } from '../../host/sources';
import { inSlices } from '../../host/slices';
import { isFollowed } from '../../host/taggable';
import { asideCard, cardOf } from './card';
import { counted } from '../../core/words/count';

/** More tags than this at one place are counted and not shown. */
const MOST = 6;
/** So long a card waits for the rest of the workspace to be counted, in milliseconds. */
const PATIENCE = 400;

export function registerHover(services: Services): vscode.Disposable {
  const hover = new TagHover(services);
  return forSources((pattern) => vscode.languages.registerHoverProvider({ pattern }, hover));
}

class TagHover implements vscode.HoverProvider {
  /** Was every sidecar of the workspace read? */
  private complete = false;

  constructor(private readonly services: Services) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (!isFollowed(document)) return undefined;
    await this.services.documents.ready(document);
    const { services } = this;
    const { library } = services;
    const uri = keyOf(document.uri);
    const offset = document.offsetAt(position);
    const under = library.tagsAt(uri, offset).flatMap((tag) => {
      const pieces = library.rangesOf(uri, tag.id) ?? [];
      const number = pieceAtOffset(pieces, offset, false);
      const piece = pieces[number];
      return piece ? [{ tag, piece, number }] : [];
    });
    const source = library.source(uri);
    const asides = asidesAt(services, uri, under, offset);
    const [first] = [...under, ...asides.others.map(({ first }) => ({ piece: pieceOf(first, offset) }))];
    if (!source || !first) return undefined;
    await this.allRead();
    const corpus = library.corpusOf(uri);
    if (!corpus || token.isCancellationRequested) return undefined;
    try {
      await inSlices(totalSteps(corpus), { stopped: () => token.isCancellationRequested });
    } catch (error) {
      // The mouse has gone elsewhere.
      if (error instanceof vscode.CancellationError) return undefined;
      throw error;
    }
    const own = shown(under);
    const cards = own.map(({ tag, number }, i) =>
      cardOf(corpus, source, tag, { complete: this.complete, first: i === 0, piece: number, by: asides.by.get(tag) }),
    );
    const others = asides.others.slice(0, MOST - cards.length);
    for (const voice of others) cards.push(asideCard(corpus, voice, cards.length === 0));
    const left = under.length - own.length + asides.others.length - others.length;
    if (left > 0) cards.push(more(left));
    return new vscode.Hover(cards, rangeAt(document, first.piece));
  }

  /** How often in how many sources is known when every sidecar was read. A card does not wait long for a large workspace. */
  private async allRead(): Promise<void> {
    if (this.complete) return;
    const reading = this.services.readAll().then(
      () => void (this.complete = true),
      (error: unknown) => this.services.log.error(`Sidecars not read: ${String(error)}`),
    );
    await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  }
}

/** What other layers have at an offset, where all are shown: who else says what a tag says, and what nobody of the read layer does. */
function asidesAt(
  { library }: Services,
  uri: string,
  under: readonly { readonly tag: Tag }[],
  offset: number,
): { readonly by: ReadonlyMap<Tag, readonly string[]>; readonly others: readonly Voice[] } {
  const asides = library.layers.asides(uri, offset);
  if (asides.length === 0) return { by: new Map(), others: [] };
  const { layer } = library.layers.reading;
  const own = under.map(({ tag }): Aside => ({ layer, tag, pieces: library.rangesOf(uri, tag.id) ?? [] }));
  const voices = voicesOf([...own, ...asides]);
  const by = new Map(
    own.map(({ tag, pieces }) => {
      const [alike] = voicesOf([{ layer, tag, pieces }, ...asides]);
      return [tag, alike?.layers ?? []] as const;
    }),
  );
  return { by, others: voices.filter(({ layers }) => !layers.includes(layer)) };
}

/** The piece that the offset is in. */
function pieceOf({ pieces }: Aside, offset: number): Range {
  return pieces[pieceAtOffset(pieces, offset, false)] ?? (pieces[0] as Range);
}

/** Mentions first: who is meant comes before who thinks what of them. Each group keeps its order, the innermost first. */
function shown<T extends { readonly tag: Tag }>(under: readonly T[]): readonly T[] {
  return [...under.filter(({ tag }) => isMention(tag)), ...under.filter(({ tag }) => !isMention(tag))].slice(0, MOST);
}

function more(number: number): vscode.MarkdownString {
  return new vscode.MarkdownString(vscode.l10n.t('… and {0} more here.', counted(number, 'tag')));
}
