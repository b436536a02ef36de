/** Where mentions stand, as locations of the editor: for references, peeks and the references view. */
import * as vscode from 'vscode';
import type { Corpus } from '../core/corpus';
import type { Tag } from '../core/model';
import { present } from '../core/tree/walk';
import { uriOf } from './convert';
import { rangesNow } from './goto';
import type { Services } from './services';

/** The passages of all tags of a corpus that fit and are not lost, in natural order of the sources. */
export function placesOf(services: Services, corpus: Corpus, fits: (tag: Tag) => boolean): vscode.Location[] {
  return corpus.sources.flatMap((source) => {
    const tags = present(source, fits);
    if (tags.length === 0) return [];
    const uri = uriOf(source.uri);
    return tags.flatMap((tag) => rangesNow(services, source.uri, tag).map((range) => new vscode.Location(uri, range)));
  });
}
