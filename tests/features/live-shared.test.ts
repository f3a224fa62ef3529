import type { MikroORM } from '@mikro-orm/postgresql';
import {
  type GraphQLNamedType,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectOrm } from '../../src/database/orm.js';
import { Audiences } from '../../src/events/audiences.js';
import { EventLog } from '../../src/events/event-log.js';
import type { Follower } from '../../src/events/follower.js';
import type { Claimant } from '../../src/identity/claimant.js';
import { loginKey } from '../../src/identity/opening.js';
import type { Sighted } from '../../src/identity/viewer.js';
import { createEngine } from '../../src/pipeline/engine.js';
import type { Streaming } from '../../src/pipeline/streaming/streaming.js';
import type { PlanFor } from '../../src/reading/answers.js';
import { aTown, type Town, theBuiltSchema } from '../harness/town.js';

const DEPTH = 5;
const later = Math.floor(Date.now() / 1_000) + 3_600;

let town: Town;
let orm: MikroORM;
let streaming: Streaming;
let audiences: Audiences;
beforeAll(async () => {
  town = await aTown();
  orm = await connectOrm(town.serverUrl, 5, 5_000);
  const engine = await createEngine({ orm, schema: theBuiltSchema(), vault: town.vault, timeout: 5_000 });
  const log = new EventLog((await orm.em.getConnection().getNativeClient()) as never);
  audiences = new Audiences(log);
  streaming = engine.streamingFrom({ options: { log }, stopped: true } as Follower);
});
afterAll(async () => {
  await orm.close(true);
  await town.close();
});

it.each([
  ['checkInRecorded', 'sfo_attendance', 'attendance', 'checkInRecorded { checkedInAt }'],
  ['messageReceived', 'message', 'message', 'messageReceived { thread { subject } }'],
  ['inboxChanged', 'thread', 'thread', 'inboxChanged { subject }'],
] as const)(
  'whatever is read once for all who hear of %s, each of them alone would have read',
  async (field, table, subject, plain) => {
    const id = await theRow(table);
    const everybody = await whoHears(table, subject, id);
    const { plans, reader } = streaming.parts;
    const alone = async (document: ReturnType<typeof parse>, { claimant }: Hearer) => {
      const definition = getOperationAST(document);
      if (!definition) throw new Error('no operation');
      const planFor: PlanFor = (sighted) => ({
        plan: plans.ofEvent(document, definition, sighted, {}),
        bindings: { variables: {}, employments: sighted.employments, events: [{ [subject]: id }] },
      });
      const look = { operationName: undefined, requestId: 'r' };
      return (await reader.answer({ claimant, look, planFor })).data;
    };
    const isShared = (selection: string, [first]: readonly Hearer[]) => {
      const document = parse(`subscription { ${selection} }`);
      const definition = getOperationAST(document);
      if (!first || !definition) return false;
      try {
        return plans.ofEvent(document, definition, first.sighted, {}).shared;
      } catch {
        // It costs too much, and is refused at the door.
        return false;
      }
    };
    const shared: string[] = [];
    for (const group of everybody)
      for (const selection of selectionsOf(field, (each) => isShared(each, group))) {
        shared.push(selection);
        const document = parse(`subscription { ${selection} }`);
        const [read, ...others] = await Promise.all(group.map((each) => alone(document, each)));
        for (const other of others) expect({ selection, read: other }).toEqual({ selection, read });
      }
    expect(everybody.map(({ length }) => length > 1)).toContain(true);
    expect(shared).toContain(plain);
  },
  60_000,
);

interface Hearer {
  readonly claimant: Claimant;
  readonly sighted: Sighted;
}

/** A row that two guardians and two teachers may hear of; they are let in where the seeds have too few. */
async function theRow(table: string): Promise<string> {
  const of = table === 'message' ? 'r.thread_id' : 'r.id';
  const child =
    table === 'sfo_attendance' ? 'r.child_id' : `(select t.child_id from thread t where t.id = ${of})`;
  const [row] = await town.sql<{ id: string; child: string; thread: string }>(
    `select r.id, c.id as child, ${of} as thread from ${table} r join child c on c.id = ${child}
       where (select count(*) from guardianship g where g.child_id = c.id and g.access = 'FULL' and g."to" is null
         and not exists (select from access_block b where b.guardianship_id = g.id)) > 1 order by r.id limit 1`,
  );
  if (!row) throw new Error(`the seeds have no ${table} of a child with two guardians`);
  if (table === 'sfo_attendance') return row.id;
  await town.sql(
    `insert into thread_participant (id, municipality_id, thread_id, person_id, role, joined_at)
       select gen_random_uuid(), g.municipality_id, $2, g.guardian_id, 'GUARDIAN', now() from guardianship g
         where g.child_id = $1 on conflict do nothing`,
    [row.child, row.thread],
  );
  return row.id;
}

/** Who hears of a row, in groups that see as the same: guardians under numbers that the test knows. */
async function whoHears(table: string, subject: string, id: string): Promise<Hearer[][]> {
  const people = await town.sql<{ id: string }>('select distinct guardian_id as id from guardianship');
  const pids = people.map(({ id: person }) => ({ person, pid: `pid of ${person}` }));
  await town.sql(
    `update identity_number i set digest = x.digest from unnest($1::uuid[], $2::text[]) as x(person, digest)
       where i.person_id = x.person`,
    [pids.map(({ person }) => person), pids.map(({ pid }) => town.vault.digest(pid))],
  );
  const guardians = pids.map(
    ({ pid }): Claimant => ({ issuer: 'idporten', pid, level: 'high', expires: later }),
  );
  const accounts = await town.sql<{ subject: string }>('select distinct subject::text from feide_account');
  const others = accounts.map(
    (each): Claimant => ({ issuer: 'feide', ...each, principalName: undefined, expires: later }),
  );
  const [audience] = await audiences.of({ table, subject }, [
    { position: 1, id, municipalityId: '', topic: '', subjects: { [subject]: id }, at: 0 },
  ]);
  const groups = new Map<string, Hearer[]>();
  for (const claimant of [...guardians, ...others]) {
    const sighted = audience?.get(loginKey(claimant, town.vault));
    const key = `${sighted?.hat} ${sighted?.roles}`;
    if (sighted) groups.set(key, [...(groups.get(key) ?? []), { claimant, sighted }]);
  }
  return [...groups.values()];
}

type Test = (selection: string) => boolean;

/** Every path from a subscription's field down to a field, as far as the path to it passes the test. */
function selectionsOf(field: string, test: Test): string[] {
  const type = theBuiltSchema().open.getSubscriptionType()?.getFields()[field]?.type;
  return type ? below((inner) => `${field} ${inner}`, getNamedType(type), DEPTH, test) : [];
}

function below(
  within: (inner: string) => string,
  type: GraphQLNamedType,
  depth: number,
  test: Test,
): string[] {
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap(({ name, args, type: given }) => {
    const target = getNamedType(given);
    if (args.some(isRequiredArgument)) return [];
    const path = isLeafType(target) ? within(`{ ${name} }`) : within(`{ ${name} { __typename } }`);
    if (!test(path)) return [];
    if (isLeafType(target)) return [path];
    return depth === 0 ? [] : below((inner) => within(`{ ${name} ${inner} }`), target, depth - 1, test);
  });
}
