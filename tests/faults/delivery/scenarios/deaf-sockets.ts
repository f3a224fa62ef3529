import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { ContactTeacher } from '../../../../entities/contact-teacher.js';
import type { Class } from '../../../../entities/declare/registry.js';
import { newId } from '../../../../src/reading/identifier.js';
import { type Figure, quantile, spread } from '../figures.js';
import type { Person } from '../ground/issuers.js';
import type { Home } from '../ground/village.js';
import type { Node } from '../node.js';
import { type Measure, onStage, type Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { inTime } from '../waiting.js';

const PERSONS = 10;
const SOCKETS_EACH = 10;
/** More than a connection's buffers in the system take. */
const FILLING = 2_000;
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
  const without = await flood(stage, home, events);
  const free = await node.held();
  const deaf = await openDeaf(stage, node, teachers);
  // Until the network's own buffers are full, nobody can know that they do not read.
  await flood(stage, home, FILLING);
  const beside = await flood(stage, home, events);
  const open = deaf.filter((socket) => socket.readyState === socket.OPEN).length;
  const held = ((await node.held()) - free) / deaf.length;
  for (const socket of deaf) socket.terminate();
  const [before, after] = [quantile(without.late, 0.99), quantile(beside.late, 0.99)];
  return [
    {
      target: 'D7',
      wanted: `${deaf.length} sockets that never read, ${PER_SECOND} events/s: the process lives, at most ${HELD_MOST / 1024} KB held for each`,
      found: `${(held / 1024).toFixed(0)} KB each, ${open} still open; written at ${beside.perSecond.toFixed(0)}/s`,
      holds: held <= HELD_MOST,
      faults: node.deaths > 0 ? ['the process died'] : [],
    },
    {
      target: 'D7',
      wanted: 'and the others’ p99 unchanged',
      found: `without them ${spread(without.late)}; beside them ${spread(beside.late)}; ${beside.missing} of ${2 * events} receipts missing after ${PATIENCE_MS / 1000} s`,
      holds: after <= before * 1.2,
      faults: [],
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
