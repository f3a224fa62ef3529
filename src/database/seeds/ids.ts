import type { Class } from '../../../entities/declare/registry.js';
import { newId } from '../../reading/identifier.js';
import type { Random } from './random.js';

/** Ids that come out the same each time: one millisecond apart from a fixed start, random bits from the seed. */
export class Ids {
  private readonly bytes = Buffer.alloc(9);

  /** @param instant milliseconds since 1970 of the first id. */
  constructor(
    private readonly random: Random,
    private instant: number,
  ) {}

  next(type: Class): string {
    this.bytes.writeUInt32LE(this.random.bits(), 0);
    this.bytes.writeUInt32LE(this.random.bits(), 4);
    this.bytes[8] = this.random.bits() & 0xff;
    return newId(type, this.instant++, this.bytes);
  }
}
