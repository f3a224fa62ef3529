import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SfoPlacement } from '../../entities/sfo-placement.js';
import { connectOrm } from '../../src/database/orm.js';
import { poolOf } from '../../src/start/connections.js';
import { Carrier, type Row } from '../../src/writing/driver/carrier.js';
import { aTown, type Town } from '../harness/town.js';

/** Carries statements straight to the database, and keeps them. */
class Straight extends Carrier {
  readonly texts: string[] = [];

  constructor(readonly pool: Pool) {
    super();
  }

  override async read(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    this.texts.push(text);
    return (await this.pool.query(text, [...values])).rows;
  }

  override write(): never {
    throw new Error('nothing is to be written');
  }
}

let town: Town;
let orm: Awaited<ReturnType<typeof connectOrm>>;
let carrier: Straight;
let placements: readonly { id: string; child: string; school: string; from: string }[];
beforeAll(async () => {
  town = await aTown();
  orm = await connectOrm(town.ownerUrl, 2, 5_000);
  carrier = new Straight(await poolOf(orm));
  placements = await town.sql(
    'select id, child_id as child, school_id as school, "from"::text as "from" from sfo_placement order by id limit 2',
  );
});
afterAll(async () => {
  await orm.close(true);
  await town.close();
});

type Placement = (typeof placements)[number];

/** Ids of the places that a condition finds, by MikroORM alone and by statements that it wrote before. */
async function found(where: object): Promise<readonly [alone: unknown, before: unknown]> {
  const ids = async (through?: Straight) => {
    const em = orm.em.fork();
    em.setTransactionContext(through as never);
    const rows = await em.find(SfoPlacement, where as never, { orderBy: { id: 'asc' } });
    return rows.map((row) => [row.id, row.child.id, row.from, row.to]);
  };
  return [await ids(), await ids(carrier)];
}

describe('a statement that MikroORM wrote for other values', () => {
  it.each<readonly [string, (placement: Placement) => object]>([
    ['an id', ({ id }) => ({ id })],
    ['a text, and nothing', ({ child }) => ({ child, to: null })],
    ['a list', ({ school, id }) => ({ school: { $in: [school, id] } })],
    ['an empty list', ({ child }) => ({ child, school: { $in: [] } })],
    [
      'one day in two places',
      ({ from }) => ({ from: { $lte: from }, $or: [{ to: null }, { to: { $gte: from } }] }),
    ],
    [
      'two days in two places',
      ({ from }) => ({ $or: [{ to: { $gte: '2031-01-01' } }, { from: { $lte: from } }] }),
    ],
    ['what is not so', ({ id, school }) => ({ $not: { id }, school })],
    ['what stands in another table', ({ school }) => ({ school, child: { givenName: { $gte: 'M' } } })],
  ])('finds the same by %s', async (_, where) => {
    for (const placement of placements) {
      const [alone, before] = await found(where(placement));
      expect(before).toEqual(alone);
    }
  });

  it('is the same text, which the database knows', async () => {
    carrier.texts.splice(0);
    for (const { id } of placements) await found({ id });
    expect(new Set(carrier.texts).size).toBe(1);
    expect(carrier.texts[0]).toMatch(/"id" = \$1 order by/);
  });
});
