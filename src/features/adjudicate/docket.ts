/** What is to be decided in a source, out of what the library knows at this moment. */
import type { Docket } from '../../core/agreement/adjudicate';
import { SHARED } from '../../core/files/addresses';
import { Failure } from '../../host/commands';
import type { Services } from '../../host/services';

const NOTHING: Docket['decided'] = { tags: [], rejected: [], seen: new Map() };

/** The layers of a source with its text; undefined: the text is not there. Every layer of it has been read then. */
export async function docketOf({ library }: Services, uri: string): Promise<Docket | undefined> {
  const { layers } = library;
  await library.ensure(uri);
  await layers.load([uri]);
  const text = await library.textOf(uri);
  if (!text) return undefined;
  const coders = layers.codersOf(uri);
  for (const coder of coders) {
    const refusal = layers.refusal(uri, coder);
    if (refusal)
      throw new Failure('The tags of “{0}” cannot be read: {1} Mend their file first.', [coder, refusal.message]);
  }
  return {
    text,
    coders,
    layers: coders.map((coder) => layers.tagsOf(uri, coder)),
    decided: layers.sidecar(uri, SHARED) ?? NOTHING,
  };
}

/** Throws where the user must not see yet what others tagged. */
export function mustBeOpen({ library }: Services, uri: string): void {
  if (!library.layers.isBlind(uri)) return;
  throw new Failure('You code blind here: the tags of others are shown when you have marked this source as finished.');
}
