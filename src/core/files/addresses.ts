/**
 * Which file is which, by its address alone. Addresses are strings as `Uri.toString()` gives them: a `?` or `#` in a file's
 * name is escaped there, so the path ends at the first of them. No path is ever built from the content of a file.
 */

import { endingOf } from './sources';

const SIDECAR_ENDING = '.tags.yaml';
const PROPOSALS_ENDING = '.proposals.yaml';
export const CODEBOOK_NAME = 'codebook.yaml';

function splitPath(uri: string): { path: string; rest: string } {
  const end = uri.search(/[?#]/);
  return end < 0 ? { path: uri, rest: '' } : { path: uri.slice(0, end), rest: uri.slice(end) };
}

/** Is the file at this address a source? It is asked for every key that is pressed, so it must be quick. */
export type SourceRule = (uri: string) => boolean;

const TEXT_FILES: SourceRule = (uri) => endingOf(splitPath(uri).path) === 'txt';
let rule = TEXT_FILES;

/**
 * Admits other files than `.txt` as sources, for the whole process: whoever starts the core (the editor, the command line) says so
 * once, before anything is listed, and again when its setting changes. Undefined: `.txt` alone.
 */
export function admitSources(next: SourceRule | undefined): void {
  rule = next ?? TEXT_FILES;
}

export function isSourceUri(uri: string): boolean {
  return rule(uri);
}

/** The tags file of a source. */
export function isSidecarUri(uri: string): boolean {
  return sidecarName(uri) !== undefined;
}

/** Has it the name of a tags file, whatever is a source here? So does git ask, which knows nothing of settings. */
export function hasSidecarName(uri: string): boolean {
  return /[^/]\.tags\.yaml$/i.test(splitPath(uri).path);
}

export function isCodebookUri(uri: string): boolean {
  return splitPath(uri).path.endsWith('/' + CODEBOOK_NAME);
}

/** The layer that belongs to nobody alone: the shared or adjudicated tags of a source. Every other is named for its coder. */
export const SHARED = '';

/** `…/002.txt` → `…/002.txt.tags.yaml`, or for the layer `mk` `…/002.txt.mk.tags.yaml`. `layer` is a name that is safe. */
export function sidecarOf(source: string, layer = SHARED): string {
  const { path, rest } = splitPath(source);
  return path + (layer === SHARED ? '' : '.' + encodeURIComponent(layer)) + SIDECAR_ENDING + rest;
}

/** `…/002.txt.tags.yaml` and `…/002.txt.mk.tags.yaml` → `…/002.txt`. */
export function sourceOf(sidecar: string): string {
  const { path, rest } = splitPath(sidecar);
  return sidecarName(sidecar)?.source ?? path.slice(0, -SIDECAR_ENDING.length) + rest;
}

/** The layer that a sidecar holds, its coder in small letters; {@link SHARED} for the one that belongs to nobody alone. */
export function layerOf(sidecar: string): string {
  return sidecarName(sidecar)?.layer ?? SHARED;
}

/** Which source and layer the name of a sidecar says; undefined for any other file. */
function sidecarName(uri: string): { readonly source: string; readonly layer: string } | undefined {
  const { path, rest } = splitPath(uri);
  if (!/[^/]\.tags\.yaml$/i.test(path)) return undefined;
  const stem = path.slice(0, -SIDECAR_ENDING.length);
  // `x.txt.txt` is a source of its own: what a text is called goes before what a coder may be called.
  if (isSourceUri(stem + rest)) return { source: stem + rest, layer: SHARED };
  const dot = stem.lastIndexOf('.');
  const source = stem.slice(0, dot) + rest;
  const layer = canonical(unescaped(stem.slice(dot + 1)));
  return dot >= 0 && isCoderName(layer) && isSourceUri(source) ? { source, layer } : undefined;
}

/** Code points that a coder's name in a file's name may have at the most: names of files end at 255 bytes. */
const LONGEST_CODER = 32;

/**
 * May a coder's name stand in a file's name? Letters and digits of any script, `-` and `_`, all letters small: on many disks
 * `MK` and `mk` are one file. Never
 * the ending of a source, such as `txt`: `x.txt.txt.tags.yaml` is the sidecar of `x.txt.txt`.
 */
export function isCoderName(name: string): boolean {
  return (
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u.test(name) &&
    [...name].length <= LONGEST_CODER &&
    name === canonical(name) &&
    name !== 'txt' &&
    !isSourceUri(`file:///c/x.${name}`)
  );
}

/** The name of a coder's layer: `M. Kovač` → `m-kovač`. Undefined: nothing is left that could stand in a file's name. */
export function coderName(coder: string): string | undefined {
  const name = canonical(coder)
    .replace(/[^\p{L}\p{M}\p{N}_]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+|-+$/gu, '');
  return isCoderName(name) ? name : undefined;
}

const canonical = (name: string): string => name.normalize('NFC').toLowerCase().normalize('NFC');

/** `…/002.txt` → `…/002.txt.proposals.yaml`. */
export function proposalsOf(source: string): string {
  const { path, rest } = splitPath(source);
  return path + PROPOSALS_ENDING + rest;
}

/**
 * What sync folders put behind a file's name where two people changed it, as it is escaped: Dropbox and Nextcloud ` (Anna's conflicted
 * copy …)`, Google Drive ` (1)`, iCloud ` 2`, Syncthing `.sync-conflict-…`, OneDrive the computer's name.
 */
const COPY =
  /^(.*\/(?:[^/]+\.tags|codebook))(?:(?:%20| )(?:(?:%28|\()[^/]+(?:%29|\))|\d{1,3})|\.sync-conflict-[^/]+|-[A-Z0-9][A-Z0-9-]*)\.yaml$/;

/** The sidecar or codebook of which a sync folder has made this copy, by its name; undefined for any other file. Nobody reads copies. */
export function originalOf(uri: string): string | undefined {
  const { path, rest } = splitPath(uri);
  const stem = COPY.exec(path)?.[1];
  const original = stem === undefined ? undefined : `${stem}.yaml${rest}`;
  return original !== undefined && (isSidecarUri(original) || isCodebookUri(original)) ? original : undefined;
}

/** The source of a proposals file; undefined for any other file. */
export function sourceOfProposals(uri: string): string | undefined {
  const { path, rest } = splitPath(uri);
  if (!/[^/]\.proposals\.yaml$/i.test(path)) return undefined;
  const source = path.slice(0, -PROPOSALS_ENDING.length) + rest;
  return isSourceUri(source) ? source : undefined;
}

/**
 * Is it a file that a corpus consists of, by its name? No export, report or list takes the place of one: a source is what
 * quotations come from, a sidecar or codebook may be the work of years.
 */
export function isOfCorpus(uri: string): boolean {
  return isSourceUri(uri) || hasSidecarName(uri) || isCodebookUri(uri) || sourceOfProposals(uri) !== undefined;
}

/** The address of the folder that a file is in, without a slash at its end. */
export function folderOf(uri: string): string {
  const { path, rest } = splitPath(uri);
  return path.slice(0, path.lastIndexOf('/')) + rest;
}

/** The address of `name` in `folder`; `name` is written by this extension, never taken from a file. */
export function inFolder(folder: string, name: string): string {
  const { path, rest } = splitPath(folder);
  return (path.endsWith('/') ? path : path + '/') + name + rest;
}

/** Is `uri` the folder itself or something below it? */
export function isWithin(folder: string, uri: string): boolean {
  const base = splitPath(folder).path.replace(/\/$/, '');
  const path = splitPath(uri).path;
  return path === base || path.startsWith(base + '/');
}

/** The address that a file has when `from` (a source with its sidecars, a codebook or a folder) is `to` from now on. */
export function movedUri(uri: string, from: string, to: string): string {
  const goes = isWithin(from, uri) || (isSidecarUri(uri) && isWithin(from, sourceOf(uri)));
  return goes ? to + uri.slice(from.length) : uri;
}

/** Addresses where the codebook of a source may be: in its folder, then upward, the last in `home`. */
export function codebookPlaces(source: string, home: string): string[] {
  const places: string[] = [];
  for (let folder = folderOf(source); isWithin(home, folder); folder = folderOf(folder)) {
    places.push(inFolder(folder, CODEBOOK_NAME));
    if (folder.length <= home.replace(/\/$/, '').length) break;
  }
  if (places.length === 0) places.push(inFolder(home, CODEBOOK_NAME));
  return places;
}

/** The last part of the path, unescaped, for people. */
export function baseName(uri: string): string {
  const { path } = splitPath(uri);
  return unescaped(path.slice(path.lastIndexOf('/') + 1));
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A stray `%` in the address: it is meant as it stands.
    return name;
  }
}
