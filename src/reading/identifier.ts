import { randomFillSync } from 'node:crypto';
import { type Class, declarationOf, declaredClasses } from '../../entities/declare/registry.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * A new id for a row: a UUID of version 8 (RFC 9562 § 5.8) that holds 48 bits of milliseconds, so that new rows stand
 * together in an index, the 8-bit tag of the type, so that `node(id:)` knows where to look, and 66 random bits.
 */
export function newId(type: Class, now = Date.now(), random: Buffer = randomNine()): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x80 | ((random[8] ?? 0) & 0x0f);
  bytes[7] = tagOf(type);
  random.copy(bytes, 8, 0, 8);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Random bytes for the next ids: to ask for so few each time takes longer than all else of an id. */
const supply = Buffer.alloc(9 * 200);
let used = supply.length;

function randomNine(): Buffer {
  if (used === supply.length) {
    randomFillSync(supply);
    used = 0;
  }
  used += 9;
  return supply.subarray(used - 9, used);
}

/** The type that an id belongs to; undefined for what is no id of ours. */
export function typeOfId(id: unknown): Class | undefined {
  if (typeof id !== 'string' || !uuid.test(id)) return undefined;
  const tag = Number.parseInt(id.slice(16, 18), 16);
  for (const [type, declaration] of declaredClasses()) if (declaration.tag === tag) return type;
  return undefined;
}

/** Whether an id is one of this type's, without asking whether it exists. */
export function isIdOf(type: Class, id: unknown): id is string {
  return typeOfId(id) === type;
}

function tagOf(type: Class): number {
  const tag = declarationOf(type).tag;
  if (tag === undefined) throw new Error(`${type.name} has no tag`);
  return tag;
}
