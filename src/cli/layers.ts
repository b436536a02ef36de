/** What each coder tagged in each source: the coders' own files, or the coders that one shared file names. */
import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { coderFile, codedTags, isFinished } from '../core/agreement/layers';
import type { CodedSource, CodedTag } from '../core/agreement/coded';
import { PlaceableText } from '../core/anchors/place';
import type { SourceView } from '../core/corpus';
import type { Tag } from '../core/model';
import { decodeYaml, readSidecar } from '../core/sidecar';
import { FileTrouble } from './command';
import { addressOf, pathOf } from './files';
import type { Workspace } from './workspace';

export interface Coded {
  readonly coders: readonly string[];
  readonly sources: readonly CodedSource[];
  /** Sources that a coder has begun and not finished, left out of the comparison: name and coder. */
  readonly unfinished: readonly (readonly [source: string, coder: string])[];
}

export interface Wanted {
  /** These coders alone, in this order; empty: all that are found, by name. */
  readonly coders: readonly string[];
  /** Also what nobody says is finished. */
  readonly unfinished: boolean;
  /** Coders are who the tags of the shared sidecars say they are by, not files of their own. */
  readonly shared: boolean;
}

interface Layer {
  readonly coder: string;
  readonly tags: readonly Tag[];
  readonly finished: boolean;
}

/** Reads all layers of the sources that have any. Throws where a coder's file is there and cannot be read whole. */
export async function readCoded({ library, files }: Workspace, wanted: Wanted): Promise<Coded> {
  const views = library.corpora().flatMap(({ sources }) => sources);
  const listings = new Map<string, readonly string[]>();
  const found: { view: SourceView; layers: Layer[] }[] = [];
  for (const view of views) {
    const layers = wanted.shared ? byCoder(view) : await ownFiles(view, files, listings);
    if (layers.length > 0) found.push({ view, layers });
  }
  const all = new Set(found.flatMap(({ layers }) => layers.map(({ coder }) => coder)));
  const coders = wanted.coders.length > 0 ? wanted.coders : [...all].sort();
  const unfinished: [string, string][] = [];
  const sources: CodedSource[] = [];
  for (const { view, layers } of found) {
    const counted = coders.map((coder) => {
      const layer = layers.find((one) => one.coder === coder);
      if (!layer || wanted.unfinished || layer.finished) return layer;
      unfinished.push([view.name, coder]);
      return undefined;
    });
    if (counted.every((layer) => layer === undefined)) continue;
    const text = await files.readText(view.uri);
    if (text === undefined) throw new FileTrouble(pathOf(view.uri), 'the source is gone; its tags stand alone.');
    const placeable = new PlaceableText(text);
    const tagged = counted.map((layer): CodedTag[] | undefined => layer && codedTags(placeable, layer.tags));
    sources.push({ name: view.name, text, layers: tagged });
  }
  return { coders, sources, unfinished };
}

/** The coders of a shared sidecar are done with it: there is no place where one of them could say so. */
function byCoder(view: SourceView): Layer[] {
  const layers = new Map<string, Tag[]>();
  for (const tag of view.tags) {
    if (tag.by === undefined) continue;
    const tags = layers.get(tag.by);
    if (tags) tags.push(tag);
    else layers.set(tag.by, [tag]);
  }
  return [...layers].map(([coder, tags]) => ({ coder, tags, finished: true }));
}

async function ownFiles(
  view: SourceView,
  files: Workspace['files'],
  listings: Map<string, readonly string[]>,
): Promise<Layer[]> {
  const source = pathOf(view.uri);
  const folder = path.dirname(source);
  let names = listings.get(folder);
  if (!names) listings.set(folder, (names = readdirSync(folder).filter((name) => coderFile(name) !== undefined)));
  const layers: Layer[] = [];
  for (const name of names) {
    const own = coderFile(name);
    if (!own || own.source !== path.basename(source)) continue;
    const file = path.join(folder, name);
    const bytes = await files.read(addressOf(file));
    if (!bytes) continue;
    const text = decodeYaml(bytes);
    const reading = text.ok ? readSidecar(text.value) : text;
    if (!reading.ok) throw new FileTrouble(file, `not read: ${reading.refusal.message}`);
    const foreign = reading.value.tags.find(({ by }) => by !== undefined && by !== own.coder);
    if (foreign) {
      throw new FileTrouble(file, `the tag ${foreign.id} is by another coder. Move it to that coder’s file.`);
    }
    layers.push({ coder: own.coder, tags: reading.value.tags, finished: text.ok && isFinished(text.value) });
  }
  return layers;
}
