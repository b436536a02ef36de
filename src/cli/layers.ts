/** The layers of the coders on this machine. */
import {
  codedSources,
  readLayers,
  sharedLayers,
  type Coded,
  type LayerFiles,
  type Wanted,
} from '../core/agreement/read';
import { FileTrouble } from './command';
import { pathOf } from './address';
import type { Workspace } from './workspace';

export interface WantedLayers extends Wanted {
  /** Coders are who the tags of the shared sidecars say they are by, not files of their own. */
  readonly shared: boolean;
}

/** Reads all layers of the sources that have any. Throws where a coder's file is there and cannot be read whole. */
export async function readCoded({ library, files }: Workspace, wanted: WantedLayers): Promise<Coded> {
  const views = library.corpora().flatMap(({ sources }) => sources);
  const port: LayerFiles = {
    coderFiles: () => Promise.resolve(files.beside(views.map(({ uri }) => uri))),
    read: (uri) => files.read(uri),
    readText: (uri) => files.readText(uri),
  };
  const layers = wanted.shared ? sharedLayers(views) : await readLayers(views, port);
  const coded = await codedSources(layers, wanted, port);
  const [trouble] = coded.troubles;
  if (trouble) throw new FileTrouble(pathOf(trouble.uri), trouble.message);
  return coded;
}
