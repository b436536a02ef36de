/**
 * Which file is which, by its address alone. Addresses are strings as `Uri.toString()` gives them: a `?` or `#` in a file's
 * name is escaped there, so the path ends at the first of them. No path is ever built from the content of a file.
 */

import { endingOf } from './sources';

const SIDECAR_ENDING = '.tags.yaml';
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
  return hasSidecarName(uri) && isSourceUri(sourceOf(uri));
}

/** Has it the name of a tags file, whatever is a source here? So does git ask, which knows nothing of settings. */
export function hasSidecarName(uri: string): boolean {
  return /[^/]\.tags\.yaml$/i.test(splitPath(uri).path);
}

export function isCodebookUri(uri: string): boolean {
  return splitPath(uri).path.endsWith('/' + CODEBOOK_NAME);
}

/** `…/002.txt` → `…/002.txt.tags.yaml`. */
export function sidecarOf(source: string): string {
  const { path, rest } = splitPath(source);
  return path + SIDECAR_ENDING + rest;
}

/** `…/002.txt.tags.yaml` → `…/002.txt`. */
export function sourceOf(sidecar: string): string {
  const { path, rest } = splitPath(sidecar);
  return path.slice(0, -SIDECAR_ENDING.length) + rest;
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
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    // A stray `%` in the address: show it as it stands.
    return name;
  }
}
