/** The tags at a place of a document that is followed. */
import type * as vscode from 'vscode';
import { isMention, type MentionTag, type Tag } from '../core/model';
import { keyOf, rangeAt } from './convert';
import type { Services } from './services';
import { isFollowed } from './taggable';

export interface Under<T extends Tag = Tag> {
  readonly uri: string;
  readonly tag: T;
  /** The piece that the place is in. */
  readonly range: vscode.Range;
}

/** The tags that the place is inside of, the innermost first; where there are none, those that end right before it. */
export async function tagsUnder(
  services: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly Under[]> {
  if (!isFollowed(document)) return [];
  await services.documents.ready(document);
  const { library } = services;
  const uri = keyOf(document.uri);
  const offset = document.offsetAt(position);
  const touching = library.tagsAt(uri, offset).flatMap((tag) => {
    const piece = library.rangesOf(uri, tag.id)?.find(({ from, to }) => from <= offset && offset <= to);
    return piece ? [{ tag, piece }] : [];
  });
  const inside = touching.filter(({ piece }) => offset < piece.to);
  return (inside.length > 0 ? inside : touching).map(({ tag, piece }) => ({
    uri,
    tag,
    range: rangeAt(document, piece),
  }));
}

/** The innermost mention there. */
export async function mentionUnder(
  services: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<Under<MentionTag> | undefined> {
  const under = await tagsUnder(services, document, position);
  return under.find((one): one is Under<MentionTag> => isMention(one.tag));
}
