import type { MikroORM } from '@mikro-orm/postgresql';
import { getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectOrm } from '../../src/database/orm.js';
import { EventLog } from '../../src/events/event-log.js';
import type { Follower } from '../../src/events/follower.js';
import type { Claimant } from '../../src/identity/claimant.js';
import { createEngine } from '../../src/pipeline/engine.js';
import type { Streaming } from '../../src/pipeline/streaming/streaming.js';
import type { Ask, PlanFor } from '../../src/reading/answers.js';
import { aTown, type Town, theBuiltSchema } from '../harness/town.js';

const later = Math.floor(Date.now() / 1_000) + 3_600;
const document = parse('subscription { messageReceived { text } }');

let town: Town;
let orm: MikroORM;
let streaming: Streaming;
beforeAll(async () => {
  town = await aTown();
  orm = await connectOrm(town.serverUrl, 2, 5_000);
  const engine = await createEngine({ orm, schema: theBuiltSchema(), vault: town.vault, timeout: 5_000 });
  const log = new EventLog((await orm.em.getConnection().getNativeClient()) as never);
  streaming = engine.streamingFrom({ options: { log }, stopped: true } as Follower);
});
afterAll(async () => {
  await orm.close(true);
  await town.close();
});

interface Told {
  readonly message: string;
  readonly text: string;
  readonly guardian: string;
  readonly teacher: string;
}

/** Two messages with a guardian each who takes no part in the other's dialogue, and whose number the test knows. */
async function twoDialogues(): Promise<readonly [Told, Told]> {
  const told = await town.sql<Told>(
    `select distinct on (g.person_id) m.id as message, m.text, g.person_id as guardian, a.subject::text as teacher
       from message m join thread_participant g on g.thread_id = m.thread_id and g.role = 'GUARDIAN'
         join thread_participant t on t.thread_id = m.thread_id and t.role = 'TEACHER'
         join feide_account a on a.person_id = t.person_id
         join thread h on h.id = m.thread_id
         join guardianship s on s.guardian_id = g.person_id and s.child_id = h.child_id and s.access = 'FULL'
       where s."to" is null and not exists (select from access_block b where b.guardianship_id = s.id)
       order by g.person_id, m.id`,
  );
  const [first] = told;
  const takesPart = async (guardian: string, message: string) => {
    const found = await town.sql(
      `select from thread_participant p join message m on m.thread_id = p.thread_id where p.person_id = $1 and m.id = $2`,
      [guardian, message],
    );
    return found.length > 0;
  };
  for (const other of told.slice(1)) {
    if (!first || (await takesPart(first.guardian, other.message))) continue;
    if (await takesPart(other.guardian, first.message)) continue;
    for (const { guardian } of [first, other])
      await town.sql('update identity_number set digest = $2 where person_id = $1', [
        guardian,
        town.vault.digest(guardian),
      ]);
    return [first, other];
  }
  throw new Error('the seeds have no two dialogues of different families');
}

const guardian = (pid: string): Claimant => ({ issuer: 'idporten', pid, level: 'high', expires: later });

/** Asks what these messages say, and for the database's failure instead where it is told to. */
function asking(claimant: Claimant, messages: readonly string[], fails = false): Ask {
  const definition = getOperationAST(document);
  if (!definition) throw new Error('no operation');
  const planFor: PlanFor = (sighted) => {
    const plan = streaming.parts.plans.ofEvent(document, definition, sighted, {});
    const events = messages.map((message) => ({ message }));
    const bindings = { variables: {}, employments: sighted.employments, events };
    return {
      plan: fails ? { ...plan, sql: 'select 1 / 0', bind: () => [], name: 'failing' } : plan,
      bindings,
    };
  };
  return { claimant, look: { operationName: undefined, requestId: 'together' }, planFor };
}

it('each of those who are read for together is told what is theirs, whatever becomes of the others', async () => {
  const [one, other] = await twoDialogues();
  const both = [one.message, other.message];
  const teacher: Claimant = {
    issuer: 'feide',
    subject: one.teacher,
    principalName: undefined,
    expires: later,
  };
  const { reader } = streaming.parts;
  for (const _ of ['at first', 'once everybody is known']) {
    const answers = await reader.answerEach([
      asking(guardian(one.guardian), both),
      asking(guardian('nobody’s number'), both),
      asking(guardian(other.guardian), both, true),
      asking(teacher, [one.message]),
      asking(guardian(other.guardian), both),
    ]);
    const said = answers.map((each) =>
      each.status === 'rejected'
        ? (each.reason.code ?? each.reason.message)
        : (each.value.data as Record<string, Record<string, string> | null>[]).map(
            (row) => Object.values(row['>messageReceived'] ?? {})[0] ?? null,
          ),
    );
    expect(said).toEqual([[one.text, null], 'NO_ACCESS', '22012', [one.text], [null, other.text]]);
  }
});
