import { createHash } from 'node:crypto';

/** Chance that can be repeated: the same seed text gives the same numbers, on every machine (sfc32). */
export class Random {
  private state: [number, number, number, number];

  constructor(private readonly seed: string) {
    const bytes = createHash('sha256').update(seed).digest();
    this.state = [bytes.readUInt32LE(0), bytes.readUInt32LE(4), bytes.readUInt32LE(8), 1];
  }

  /** A stream of its own, so that what is drawn here moves nothing there. */
  fork(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  /** 32 random bits. */
  bits(): number {
    const [a, b, c, counter] = this.state;
    const sum = (a + b + counter) | 0;
    this.state = [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + sum) | 0, (counter + 1) | 0];
    return sum >>> 0;
  }

  /** At least 0 and below 1. */
  share(): number {
    return this.bits() / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.share() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.share() < share;
  }

  /** @throws RangeError when there is nothing to choose from. */
  pick<T>(list: readonly T[]): T {
    const index = Math.floor(this.share() * list.length);
    if (index >= list.length) throw new RangeError('nothing to choose from');
    return list[index] as T;
  }

  /** One of several, by weight. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
    let left = this.share() * list.reduce((sum, each) => sum + each.weight, 0);
    for (const each of list) {
      left -= each.weight;
      if (left < 0) return each;
    }
    return this.pick(list);
  }
}
