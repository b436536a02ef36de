/** Reads what each coder tagged in each source: the coders' own files, or the coders that one shared file names. */
import { place } from '../anchors/place';
import { PlaceableText } from '../anchors/placeable';
import { reasonOf, say, sayable } from '../base/say';
import type { SourceView } from '../corpus';
import type { Layers as LibraryLayers } from '../library/layers';
import type { Placement, Tag } from '../model';
import { coderName, isSidecarUri, layerOf, SHARED, sourceOf } from '../files/addresses';
import type { Files } from '../ports';
import { decodeYaml, readSidecar } from '../sidecar';
import type { CodedSource, CodedTag } from './coded';
import { codedTag } from './layers';

/** What reading asks of the world. */
export interface LayerFiles extends Pick<Files, 'read' | 'readText'> {
  /** Addresses of the coders' own files, and of others if it must be: names are looked at. */
  coderFiles(): Promise<readonly string[]>;
}

/** What one coder tagged in one source, as the file has it. */
export interface ReadLayer {
  readonly coder: string;
  readonly tags: readonly Tag[];
  readonly finished: boolean;
}

/** A source that has layers of coders, with its text. */
export interface ReadSource {
  readonly view: SourceView;
  readonly layers: readonly ReadLayer[];
}

const NOT_READ = sayable('not read: {0}');

/** A file that is there and was not read whole: its layer is left out. `message` is in the user's language. */
export interface Trouble {
  readonly uri: string;
  readonly message: string;
}

export interface Layers {
  readonly sources: readonly ReadSource[];
  readonly troubles: readonly Trouble[];
}

/** The layers of the sources that have any, in the order of the sources. */
export async function readLayers(views: readonly SourceView[], files: LayerFiles): Promise<Layers> {
  const own = new Map<string, { uri: string; coder: string }[]>();
  for (const uri of await files.coderFiles()) {
    const coder = isSidecarUri(uri) ? layerOf(uri) : SHARED;
    if (coder === SHARED) continue;
    const list = own.get(sourceOf(uri));
    if (list) list.push({ uri, coder });
    else own.set(sourceOf(uri), [{ uri, coder }]);
  }
  const sources: ReadSource[] = [];
  const troubles: Trouble[] = [];
  for (const view of views) {
    const found = own.get(view.uri) ?? [];
    const layers: ReadLayer[] = [];
    for (const { uri, coder } of found) {
      const read = await readLayer(uri, coder, files);
      if (read && 'message' in read) troubles.push({ uri, message: read.message });
      else if (read) layers.push(read);
    }
    if (layers.length > 0) sources.push({ view, layers });
  }
  return { sources, troubles };
}

async function readLayer(
  uri: string,
  coder: string,
  files: LayerFiles,
): Promise<ReadLayer | { readonly message: string } | undefined> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await files.read(uri);
  } catch (error) {
    // One file that cannot be read must not hide all others; whoever asked says which it was.
    return { message: say(NOT_READ, reasonOf(error)) };
  }
  if (!bytes) return undefined;
  const text = decodeYaml(bytes);
  const reading = text.ok ? readSidecar(text.value) : text;
  if (!reading.ok) return { message: say(NOT_READ, reading.refusal.message) };
  const foreign = reading.value.tags.find(({ by }) => by !== undefined && coderName(by) !== coder);
  if (foreign) {
    return { message: say('the tag {0} is by another coder. Move it to that coder’s file.', foreign.id) };
  }
  return { coder, tags: reading.value.tags, finished: reading.value.finished };
}

/**
 * The layers that a library has read. Who codes blind is not compared with others on a source before it is finished: that would
 * say what the others tagged.
 */
export function layersIn(
  library: Pick<LibraryLayers, 'codersOf' | 'tagsOf' | 'isFinished' | 'refusal' | 'address' | 'isBlind' | 'reading'>,
  views: readonly SourceView[],
): Layers & { readonly blind: readonly (readonly [source: string, coder: string])[] } {
  const sources: ReadSource[] = [];
  const troubles: Trouble[] = [];
  const blind: [string, string][] = [];
  for (const view of views) {
    const { uri } = view;
    const coders = library.codersOf(uri);
    if (coders.length > 0 && library.isBlind(uri)) {
      blind.push([view.name, library.reading.me ?? '']);
      continue;
    }
    const layers = coders.flatMap((coder): ReadLayer[] => {
      const refusal = library.refusal(uri, coder);
      if (!refusal) return [{ coder, tags: library.tagsOf(uri, coder), finished: library.isFinished(uri, coder) }];
      troubles.push({ uri: library.address(uri, coder), message: refusal.message });
      return [];
    });
    if (layers.length > 0) sources.push({ view, layers });
  }
  return { sources, troubles, blind };
}

/**
 * The coders that the tags of shared sidecars say they are by. They are done with it: there is no place where one of them
 * could say so.
 */
export function sharedLayers(views: readonly SourceView[]): Layers {
  const sources = views.flatMap((view): ReadSource[] => {
    const layers = new Map<string, Tag[]>();
    for (const tag of view.tags) {
      if (tag.by === undefined) continue;
      const tags = layers.get(tag.by);
      if (tags) tags.push(tag);
      else layers.set(tag.by, [tag]);
    }
    if (layers.size === 0) return [];
    return [{ view, layers: [...layers].map(([coder, tags]) => ({ coder, tags, finished: true })) }];
  });
  return { sources, troubles: [] };
}

export interface Wanted {
  /** These coders alone, in this order; empty: all that are found, by name. */
  readonly coders: readonly string[];
  /** Also what nobody says is finished. */
  readonly unfinished: boolean;
}

/** The sources as they are compared. */
export interface Coded {
  readonly coders: readonly string[];
  readonly sources: readonly CodedSource[];
  /** Sources that a coder has begun and not finished, left out of the comparison: name and coder. */
  readonly unfinished: readonly (readonly [source: string, coder: string])[];
  readonly troubles: readonly Trouble[];
}

/** What of a coder's tags is compared; all where it is left out. `placements` as in the view that the tags would make. */
export type Keep = (view: SourceView, layer: ReadLayer, placements: ReadonlyMap<string, Placement>) => readonly Tag[];

/** Which coders and sources are compared, before any text is read: what a coder has not finished is not. */
export function comparedIn(
  { sources }: Layers,
  wanted: Wanted,
): Omit<Coded, 'sources' | 'troubles'> & {
  readonly sources: readonly { readonly view: SourceView; readonly layers: readonly (ReadLayer | undefined)[] }[];
} {
  const all = new Set(sources.flatMap(({ layers }) => layers.map(({ coder }) => coder)));
  const coders = wanted.coders.length > 0 ? wanted.coders : [...all].sort();
  const unfinished: [string, string][] = [];
  const compared = sources.map(({ view, layers }) => ({
    view,
    layers: coders.map((coder) => {
      const layer = layers.find((one) => one.coder === coder);
      if (!layer || wanted.unfinished || layer.finished) return layer;
      unfinished.push([view.name, coder]);
      return undefined;
    }),
  }));
  const two = compared.filter(({ layers }) => layers.filter((layer) => layer !== undefined).length >= 2);
  return { coders, sources: two, unfinished };
}

/** Tags with the places where they stand in the text now. Lost tags, and sources without a text, are left out. */
export async function codedSources(
  layers: Layers,
  wanted: Wanted,
  files: Pick<LayerFiles, 'readText'>,
  keep?: Keep,
): Promise<Coded> {
  const { coders, sources, unfinished } = comparedIn(layers, wanted);
  const troubles = [...layers.troubles];
  const coded: CodedSource[] = [];
  for (const { view, layers: own } of sources) {
    let text: string | undefined;
    try {
      text = await files.readText(view.uri);
    } catch (error) {
      // As with a layer that cannot be read: said, and the other sources are compared.
      troubles.push({ uri: view.uri, message: say(NOT_READ, reasonOf(error)) });
      continue;
    }
    if (text === undefined) {
      troubles.push({ uri: view.uri, message: say('the source is gone; its tags stand alone.') });
      continue;
    }
    const placeable = new PlaceableText(text);
    const tagged = own.map((layer) => layer && codedLayer(view, placeable, layer, keep));
    coded.push({ uri: view.uri, name: view.name, text, layers: tagged });
  }
  return { coders, sources: coded, unfinished, troubles };
}

function codedLayer(view: SourceView, text: PlaceableText, layer: ReadLayer, keep: Keep | undefined): CodedTag[] {
  const placed = place(text, layer.tags);
  const kept = keep && new Set(keep(view, layer, placementsOf(text, layer.tags, placed)).map(({ id }) => id));
  return layer.tags.flatMap((tag, i): CodedTag[] => {
    const one = placed[i];
    return one && one.kind !== 'lost' && (!kept || kept.has(tag.id)) ? [codedTag(tag, one.pieces)] : [];
  });
}

function placementsOf(
  text: PlaceableText,
  tags: readonly Tag[],
  placed: ReturnType<typeof place>,
): ReadonlyMap<string, Placement> {
  const placements = new Map<string, Placement>();
  tags.forEach(({ id }, i) => {
    const one = placed[i];
    if (!one || one.kind === 'lost') placements.set(id, { kind: 'lost' });
    else if (one.kind === 'moved') placements.set(id, { kind: 'moved', pieces: one.pieces.map((p) => text.spanOf(p)) });
  });
  return placements;
}
