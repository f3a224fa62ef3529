import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { ContactTeacher } from '../../../../entities/contact-teacher.js';
import type { Class } from '../../../../entities/declare/registry.js';
import { newId } from '../../../../src/reading/identifier.js';
import { type Figure, quantile } from '../figures.js';
import type { Person } from '../ground/issuers.js';
import type { Home } from '../ground/village.js';
import type { Node } from '../node.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { inTime } from '../waiting.js';

const PERSONS = 10;
const SOCKETS_EACH = 10;
/** More than is sent to a client that does not say that it reads. */
const FILLING = 2_000;
/** How often the pace of the target is held before the deaf come, beside them and after: one flood's slowest are luck. */
const FLOODS = 3;
const PER_SECOND = 2_000;
const BATCH = 40;
const HELD_MOST = 64 * 1024;
const TEXT = 'Husk gymtøy, matpakke og en ekstra genser til turen på fredag. '.repeat(24);
const PATIENCE_MS = 60_000;

/** D7: a hundred clients ask for everything and read nothing. */
export const deafSockets: Scenario = {
  key: 'd7',
  title: '100 sockets that never read',
  measure: { events: 6_000, times: 1 },
  run: (ground, measure) =>
    onStage(ground, { nodes: 1, homes: 1, seed: measure.seed, isInspected: true }, (stage) =>
      flooding(stage, measure),
    ),
};

async function flooding(stage: Stage, { events }: Measure): Promise<Figure[]> {
  const [home] = stage.village.homes;
  const [node] = stage.nodes;
  if (!home || !node) return [];
  const teachers = await moreTeachers(stage, home);
  stage.listen('guardian', home.guardian, home, { field: 'messageReceived', node });
  stage.listen('guardian again', home.guardian, home, { field: 'messageReceived', node });
  await stage.primed();
  await flood(stage, home, events / 4);
  const without = await floods(stage, home, events);
  const free = await node.held();
  const deaf = await openDeaf(stage, node, teachers);
  await flood(stage, home, FILLING);
  const beside = await floods(stage, home, events);
  const open = deaf.filter((socket) => socket.readyState === socket.OPEN).length;
  const held = ((await node.held()) - free) / deaf.length;
  for (const socket of deaf) socket.terminate();
  const again = await floods(stage, home, events);
  const missing = beside.reduce((sum, each) => sum + each.missing, 0);
  const [before, during, after] = [slowest(without), slowest(beside), slowest(again)];
  return [
    {
      target: 'D7',
      wanted: `${deaf.length} sockets that never read, ${PER_SECOND} events/s: the process lives, at most ${HELD_MOST / 1024} KB held for each`,
      found: `${(held / 1024).toFixed(0)} KB each, ${open} still open; written at ${Math.min(...beside.map(({ perSecond }) => perSecond)).toFixed(0)}/s`,
      holds: held <= HELD_MOST,
      faults: node.deaths > 0 ? ['the process died'] : [],
    },
    {
      target: 'D7',
      wanted: 'and the others’ p99 unchanged',
      found: `before they came ${before.toFixed(0)} ms, beside them ${during.toFixed(0)} ms, once they were gone ${after.toFixed(0)} ms, each in the median of ${FLOODS} floods; ${missing} of ${2 * FLOODS * events} receipts missing after ${PATIENCE_MS / 1000} s`,
      holds: during <= Math.max(before, after) * 1.2,
      faults: missing > 0 ? [`${missing} receipts are missing`] : [],
    },
  ];
}

/** Teachers of other classes stand in for the home's: they hear its messages too. */
async function moreTeachers(stage: Stage, { child }: Home): Promise<Person[]> {
  const found = await stage.sql<{ id: string; subject: string }>(
    `select distinct e.person_id as id, a.subject from employment e join child c on c.id = $1 and c.school_id = e.school_id
       join feide_account a on a.person_id = e.person_id
       where e.role = 'TEACHER' and (e."to" is null or e."to" >= scope.today()) order by 1 limit ${PERSONS}`,
    [child],
  );
  if (found.length < PERSONS) throw new Error(`the school has ${found.length} teachers`);
  for (const { id } of found)
    await stage.sql(
      `insert into contact_teacher (id, municipality_id, school_id, school_class_id, teacher_id, kind, "from")
         select $1, t.municipality_id, t.school_id, t.school_class_id, $2, t.kind, scope.today() from contact_teacher t
           join child c on c.school_class_id = t.school_class_id where c.id = $3 and not exists (
             select from contact_teacher o where o.school_class_id = c.school_class_id and o.teacher_id = $2) limit 1`,
      [newId(ContactTeacher as Class), id, child],
    );
  return found.map(({ id, subject }): Person => ({ id, login: { subject } }));
}

/** Each asks for every message, and from the first on leaves it unread. */
async function openDeaf(stage: Stage, node: Node, persons: readonly Person[]): Promise<WebSocket[]> {
  const open = async (person: Person) => {
    const authorization = `Bearer ${await stage.token(person)}`;
    const socket = new WebSocket(`${node.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const isAcknowledged = new Promise<void>((done) => socket.once('message', () => done()));
    socket.on('error', () => undefined);
    socket.once('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })),
    );
    await isAcknowledged;
    const query = 'subscription { messageReceived { id text sentAt sender { name } thread { subject } } }';
    await new Promise<void>((sent) =>
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }), () => sent()),
    );
    socket.pause();
    return socket;
  };
  return Promise.all(persons.flatMap((person) => Array.from({ length: SOCKETS_EACH }, () => open(person))));
}

interface Flood {
  readonly late: readonly number[];
  readonly perSecond: number;
  readonly missing: number;
}

async function floods(stage: Stage, home: Home, events: number): Promise<readonly Flood[]> {
  const found: Flood[] = [];
  while (found.length < FLOODS) found.push(await flood(stage, home, events));
  return found;
}

/** The p99 of the floods, in the median. */
function slowest(found: readonly Flood[]): number {
  const each = found.map(({ late }) => quantile(late, 0.99));
  return quantile(each, 0.5);
}

/** Writes at the pace of the target, and waits until those who read have all, or the time is up. */
async function flood(stage: Stage, home: Home, events: number): Promise<Flood> {
  const from = stage.subscribers.map(({ receipts }) => receipts.length);
  const begun = performance.now();
  for (let written = 0; written < events; written += BATCH) {
    await stage.append(home, home.teachers[0] ?? home.guardian, BATCH, { text: TEXT });
    const due = begun + ((written + BATCH) * 1_000) / PER_SECOND;
    if (due > performance.now()) await pause(due - performance.now());
  }
  const perSecond = (events * 1_000) / (performance.now() - begun);
  await inTime(() => stage.lag === 0, PATIENCE_MS);
  const missing = stage.lag;
  const late = stage.subscribers.flatMap(({ receipts }, index) =>
    receipts.slice(from[index]).map(({ eventId, at }) => at - (stage.ledger.acknowledged.get(eventId) ?? at)),
  );
  return { late: late.map((each) => Math.max(0, each)), perSecond, missing };
}
