import { AUTHOR, type Entity } from '../model';
import { foldName } from '../text/fold';
import type { Why } from './offers';

/** The one entity that goes by a name, case and accents apart, or whose name or alias ends with it ('Smith'); undefined: none, or several. */
export function namedAmong(entities: readonly Entity[]): (name: string) => string | undefined {
  return (name) => {
    const wanted = foldName(name);
    const going = (fits: (form: string) => boolean): Entity[] =>
      entities.filter((entity) => [entity.name, ...entity.aliases].some((form) => fits(foldName(form))));
    const whole = going((form) => form === wanted);
    const found = whole.length > 0 ? whole : going((form) => form.endsWith(` ${wanted}`));
    return found.length === 1 ? found[0]?.id : undefined;
  };
}

/** The chain that a reporter stands in: the author quotes it; a speaker with a label is heard without the author's words. */
export function reporterChain(id: string, why: Why | undefined): readonly string[] {
  return id === AUTHOR || why === 'speaker' ? [id] : [AUTHOR, id];
}
