/** Chance that can be repeated: the same seed gives the same numbers, on every machine. */

/** Numbers in [0, 1) (mulberry32, by Tommy Ettinger; passes gjrand, period 2³²). `seed`: any integer. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
