import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { anIssuer, type TestIssuer } from '../harness/issuer.js';
import { connected } from '../harness/matrix/sessions.js';
import { aNodeOf, type NodeProcess } from '../harness/node-process.js';
import { RawSocket } from '../harness/raw-socket.js';
import { audiences } from '../harness/tokens.js';
import { aTown, type Town } from '../harness/town.js';

const CHILDREN = '{ viewer { children { name } } }';
const METRICS_TOKEN = 'a token of sixteen letters';

let town: Town;
let node: NodeProcess;
beforeAll(async () => {
  town = await aTown();
});
afterEach(() => node?.end());
afterAll(() => town.close());

/** The code of an answer, null where all went well. */
async function codeOf(token: string, query = CHILDREN): Promise<string | null> {
  const response = await fetch(`${node.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? null;
}

const ready = async () => (await fetch(`${node.url}/ready`)).status;

/** How many operations ended with a code, as the operator's figures have it. */
async function counted(code: string): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const text = await (await fetch(`${node.url}/metrics`, { headers })).text();
  const lines = text.split('\n').filter((line) => line.includes(`code="${code}"`));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** How many statements wait for a table in this town's database; others test beside it. */
const waitingHere = async () =>
  (
    await town.sql(
      `select from pg_locks l join pg_database d on d.oid = l.database
         where not l.granted and l.locktype = 'relation' and d.datname = current_database()`,
    )
  ).length;

/** What the log has of warnings and worse. */
const warnings = () =>
  node.log
    .map((line) => JSON.parse(line) as { level: number; msg: string; code?: string })
    .filter(({ level }) => level >= 40)
    .map(({ msg, code }) => (code ? `${msg} ${code}` : msg));
/** A line of the log may still be on its way when its answer is here. */
const isTold = (lines: unknown) => vi.waitFor(() => expect(warnings()).toEqual(lines), 4_000);

describe('an issuer that is down', () => {
  let own: TestIssuer;
  const tokenOf = (changes: Record<string, unknown> = {}) => {
    const account = standInPeople.find(({ who }) => who === 'guardian')?.account;
    if (account?.issuer !== 'idporten') throw new Error('a guardian signs in with ID-porten');
    const now = Math.floor(Date.now() / 1_000);
    return own.sign({
      ...{ iss: own.issuer, aud: own.audience, client_id: 'a-client', acr: 'idporten-loa-high' },
      ...{ pid: account.pid, iat: now, exp: now + 600, jti: `${Math.random()}`, ...changes },
    });
  };
  beforeAll(async () => {
    own = await anIssuer(audiences.idporten);
  });
  afterAll(() => own.close());

  it('at the start keeps its own people waiting, and nobody else; it is asked again without a restart', async () => {
    await own.goDown();
    node = await aNodeOf(town, { IDPORTEN_ISSUER: own.issuer, METRICS_TOKEN });
    expect(await ready()).toBe(200);
    expect(await codeOf(await tokenOf())).toBe('UNAVAILABLE');
    const raw = await RawSocket.open(node.url);
    raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${await tokenOf()}` } });
    expect(await raw.closed).toEqual({ code: 1013, reason: 'Try again later' });
    expect(await codeOf((await town.as('contact-teacher')).token, '{ viewer { roles } }')).toBeNull();
    await isTold([`The keys of ${own.issuer} can't be fetched: ECONNREFUSED.`, 'not answered UNAVAILABLE']);
    expect(await counted('UNAVAILABLE')).toBe(1);
    await own.comeUp();
    await vi.waitFor(async () => expect(await codeOf(await tokenOf())).toBeNull(), {
      timeout: 10_000,
      interval: 250,
    });
    await own.goDown();
    expect(await codeOf(await tokenOf())).toBeNull();
    await own.comeUp();
  });

  it.each([
    ['five minutes ahead', -300, 'TOKEN_EXPIRED', 'ahead of', 'end too early'],
    ['five minutes behind', 300, 'TOKEN_INVALID', 'behind', 'that are new are refused as not valid yet'],
  ])('no longer, but whose clock is not ours: ours is %s', async (_how, seconds, code, where, effect) => {
    own.answers.set('/jwks', (_request, response) => {
      response.setHeader('date', new Date(Date.now() + seconds * 1_000).toUTCString());
      own.answers.delete('/jwks');
      void fetch(`${own.issuer}/jwks`).then(async (real) => response.end(await real.text()));
    });
    node = await aNodeOf(town, { IDPORTEN_ISSUER: own.issuer });
    const then = Math.floor(Date.now() / 1_000) + seconds;
    expect(await codeOf(await tokenOf({ iat: then, exp: then + 120 }))).toBe(code);
    const off = new RegExp(
      `^The clock of this machine is (299|300|301) s ${where} that of ${own.issuer}: tokens ${effect}\\.$`,
    );
    await isTold([expect.stringMatching(off)]);
    expect(await ready()).toBe(200);
    expect(await codeOf(await tokenOf())).toBeNull();
  });
});

describe('a database', () => {
  const held = <T>(work: () => Promise<T>) =>
    connected(town.ownerUrl, async (owner) => {
      await owner.query('begin; lock table child in access exclusive mode');
      return work().finally(() => owner.query('rollback'));
    });

  it('that is slow costs an operation its time and no more', async () => {
    node = await aNodeOf(town, { OPERATION_TIMEOUT_MS: '500', METRICS_TOKEN });
    const { token } = await town.as('guardian');
    await held(async () => {
      expect(await codeOf(token)).toBe('OPERATION_TOO_SLOW');
      expect(await ready()).toBe(200);
    });
    await isTold(['not answered OPERATION_TOO_SLOW']);
    expect(await counted('OPERATION_TOO_SLOW')).toBe(1);
    expect(await codeOf(token)).toBeNull();
  });

  it('whose connections are all in use is told of to clients and to whoever asks whether the node is ready', async () => {
    node = await aNodeOf(town, { DATABASE_POOL: '2', METRICS_TOKEN });
    const people = ['guardian', 'father-separated', 'mother-separated'];
    const [token = '', other = '', third = ''] = await Promise.all(
      people.map(async (who) => (await town.as(who)).token),
    );
    await held(async () => {
      const waiting = [codeOf(other), codeOf(third)];
      await vi.waitFor(async () => expect(await waitingHere()).toBe(2), 4_000);
      expect(await Promise.all([codeOf(token), ready()])).toEqual(['UNAVAILABLE', 503]);
      expect(await Promise.all(waiting)).toEqual(['OPERATION_TOO_SLOW', 'OPERATION_TOO_SLOW']);
    });
    expect(await counted('UNAVAILABLE')).toBe(1);
    expect([await codeOf(token), await ready()]).toEqual([null, 200]);
    await isTold(expect.arrayContaining(['not answered UNAVAILABLE', 'operations are answered again']));
  });
});

describe('one person whose operations take their time', () => {
  it('holds half of the connections, and nobody else up', async () => {
    node = await aNodeOf(town, { DATABASE_POOL: '4' });
    const [guardian, teacher] = await Promise.all([town.as('guardian'), town.as('contact-teacher')]);
    await connected(town.ownerUrl, async (owner) => {
      await owner.query('begin; lock table absence in access exclusive mode');
      const slow = Array.from({ length: 6 }, () =>
        codeOf(guardian.token, '{ viewer { children { absences { totalCount } } } }'),
      );
      await vi.waitFor(async () => expect(await waitingHere()).toBe(2), 4_000);
      expect([await codeOf(teacher.token, '{ viewer { roles } }'), await ready()]).toEqual([null, 200]);
      await owner.query('rollback');
      expect(await Promise.all(slow)).toEqual([null, null, null, null, null, null]);
    });
  });
});

describe('a heap that is small', () => {
  it('is enough for many large answers at once, while somebody at home is answered', {
    timeout: 90_000,
  }, async () => {
    node = await aNodeOf(town, {}, 128);
    const [archivist, guardian] = await Promise.all([town.as('archivist'), town.as('guardian')]);
    const large = '{ children(first: 99) { nodes { name absences(first: 100) { nodes { day } } } } }';
    const answers = Array.from({ length: 100 }, () => codeOf(archivist.token, large));
    const home = await codeOf(guardian.token);
    const codes = new Set(await Promise.all(answers));
    expect([...codes].every((code) => code === null || code === 'UNAVAILABLE')).toBe(true);
    expect(home).toBeNull();
    expect(node.isAlive).toBe(true);
    expect((await node.health()).heap).toBeLessThan(128 * 2 ** 20);
    expect([await codeOf(archivist.token, large), await ready()]).toEqual([null, 200]);
  });
});
