import { CERTAINTIES, isStance, type Tag } from '../model';
import { each, type Steps } from '../base/steps';
import { VOICES, voiceOf } from '../words/voice';

/**
 * The tags of a source as columns of numbers. A hundred thousand tag objects, each somewhere else in memory and of many shapes,
 * take ten times as long to look through.
 */
export interface Columns {
  /** The number of the entity of a mention, or of the holder of a stance. */
  readonly first: Int32Array;
  /** The number of the target of a stance; −1 for a mention. */
  readonly target: Int32Array;
  /** The number of the stance value; −1 for a mention. */
  readonly value: Int32Array;
  /** 1 to 4; 0 for none. */
  readonly intensity: Uint8Array;
  /** Place in {@link CERTAINTIES}, a stance without one being asserted; −1 for a mention. */
  readonly certainty: Int8Array;
  /** Place in {@link VOICES}; −1 for a mention. */
  readonly voice: Int8Array;
  /** {@link HAS_BITS}. */
  readonly has: Uint16Array;
}

export const HAS_BITS = {
  note: 1,
  via: 2,
  intensity: 4,
  certainty: 8,
  event: 16,
  by: 32,
  pieces: 64,
  literal: 128,
  metonym: 256,
  sense: 128 | 256,
} as const;

const numbers = new Map<string, number>();
const ids: string[] = [];

/** A number for an id, the same for the whole session. A session sees some thousand ids; none is ever given back. */
function numberOf(id: string): number {
  let number = numbers.get(id);
  if (number === undefined) {
    number = ids.push(id) - 1;
    numbers.set(id, number);
  }
  return number;
}

/**
 * A test of ids as one of their numbers, asked once for each id: a column is gone through without comparing text. −1, where
 * there is no id, is never what is looked for.
 */
export function numbered(test: (id: string) => boolean): (number: number | undefined) => boolean {
  const answers: boolean[] = [];
  return (number = -1) => {
    if (number < 0) return false;
    return (answers[number] ??= test(ids[number] ?? ''));
  };
}

/** With a pause now and then. All of them lie in one piece of memory: of ten thousand sources each array would have a head of its own. */
export function* columnSteps(tags: readonly Tag[]): Steps<Columns> {
  const size = tags.length;
  const memory = new ArrayBuffer(size * 17);
  const columns = {
    first: new Int32Array(memory, 0, size),
    target: new Int32Array(memory, size * 4, size).fill(-1),
    value: new Int32Array(memory, size * 8, size).fill(-1),
    has: new Uint16Array(memory, size * 12, size),
    intensity: new Uint8Array(memory, size * 14, size),
    certainty: new Int8Array(memory, size * 15, size).fill(-1),
    voice: new Int8Array(memory, size * 16, size).fill(-1),
  };
  let i = 0;
  yield* each(tags, (tag) => {
    let has = 0;
    if (tag.note) has |= HAS_BITS.note;
    if (tag.by) has |= HAS_BITS.by;
    if (tag.also?.length) has |= HAS_BITS.pieces;
    if (isStance(tag)) {
      const { stance } = tag;
      columns.first[i] = numberOf(stance.holder);
      columns.target[i] = numberOf(stance.target);
      columns.value[i] = numberOf(stance.value);
      columns.certainty[i] = CERTAINTIES.indexOf(stance.certainty ?? 'asserted');
      columns.voice[i] = VOICES.indexOf(voiceOf(stance));
      if (stance.intensity !== undefined) {
        columns.intensity[i] = stance.intensity;
        has |= HAS_BITS.intensity;
      }
      if (stance.certainty !== undefined) has |= HAS_BITS.certainty;
      if (stance.via?.length) has |= HAS_BITS.via;
      if (stance.event !== undefined) has |= HAS_BITS.event;
    } else {
      columns.first[i] = numberOf(tag.entity);
      if (tag.sense !== undefined) has |= HAS_BITS[tag.sense];
    }
    columns.has[i++] = has;
  });
  return columns;
}
