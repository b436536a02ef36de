/** Walking from tag to tag in the order of the text. */
import type { SourceView } from '../corpus';
import { isLost } from '../corpus';
import { isMention, type Tag } from '../model';

export interface Stop {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export type Way = 1 | -1;

/** Order of a walk: by start, the longer first, then by id. */
export function compareStops(a: Stop, b: Stop): number {
  return a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * The stop after (or before) a place, of `stops` in order. From a stop it goes to its neighbour, also where both begin at one
 * place; from anywhere else to the nearest that begins beyond. Undefined: there is none left that way.
 */
export function nextStop(
  stops: readonly Stop[],
  at: { readonly from: number; readonly id?: string },
  way: Way,
): Stop | undefined {
  const here = at.id === undefined ? -1 : stops.findIndex((stop) => stop.id === at.id);
  if (here >= 0) return stops[here + way];
  if (way > 0) return stops.find((stop) => stop.from > at.from);
  let before: Stop | undefined;
  for (const stop of stops) {
    if (stop.from >= at.from) break;
    before = stop;
  }
  return before;
}

/** What the tags of one walk have in common: mentions of one entity, or stances of one holder toward one target. */
export function sameSubject(tag: Tag): (other: Tag) => boolean {
  if (isMention(tag)) return (other) => other.entity === tag.entity;
  const { holder, target } = tag.stance;
  return (other) => other.stance?.holder === holder && other.stance.target === target;
}

/** The sources after (or before) one, all others once, in the order of `sources`; from none: all. It is last itself. */
export function sourcesFrom(sources: readonly SourceView[], uri: string | undefined, way: Way): readonly SourceView[] {
  const order = way > 0 ? sources : [...sources].reverse();
  const here = order.findIndex((source) => source.uri === uri);
  return here < 0 ? order : [...order.slice(here + 1), ...order.slice(0, here + 1)];
}

/** The tags of a source that are somewhere: not the lost ones. */
export function present(source: SourceView, fits: (tag: Tag) => boolean = () => true): Tag[] {
  return source.tags.filter((tag) => fits(tag) && !isLost(source, tag));
}
