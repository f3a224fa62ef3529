/** Numbers from 0 up to 1 that follow from a seed, so that a run can be had again. */
export type Random = () => number;

/** Mulberry32: small, and random enough to choose what is killed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of some. @throws Error where there are none. */
export function oneOf<T>(random: Random, choices: readonly T[]): T {
  const [chosen] = choices.slice(Math.floor(random() * choices.length));
  if (chosen === undefined) throw new Error('there is nothing to choose from');
  return chosen;
}
