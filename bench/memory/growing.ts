import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { crowdOf } from '../crowd.js';
import type { BenchDatabase, DatabaseCopy } from '../database.js';
import { startNode } from '../field.js';
import type { BenchIssuer } from '../issuer.js';
import type { Kept } from '../kept.js';
import { load, post, type Wire } from '../load.js';
import { scenarios } from '../scenarios/index.js';
import { median } from '../table.js';
import { actWires } from '../writes/race.js';

/** What one node held, in bytes resident in the machine's memory. */
export interface Held {
  readonly minutes: number;
  readonly atRest: number;
  /** The middle of the second minute, when everything has been used once. */
  readonly warm: number;
  /** The middle of the last minute. */
  readonly last: number;
  readonly most: number;
  readonly requests: number;
}

const REST = 10_000;
const SAMPLED_EVERY = 500;
const MINUTE = 60_000;
/** Milliseconds for which one scenario is asked for, before the next one's turn. */
const TURN = 1_000;

/** One node that serves S1–S6 in turns for some minutes, and is looked at from outside. */
export async function watchMemory(
  database: BenchDatabase,
  copy: DatabaseCopy,
  issuer: BenchIssuer,
  minutes: number,
  kept: Kept,
): Promise<Held> {
  const readings: Wire[][] = [];
  for (const scenario of scenarios) {
    const guests = await crowdOf(scenario, database, issuer);
    readings.push(
      guests.map(({ header, variables }) => post('/graphql', header, { query: scenario.ours, variables })),
    );
  }
  const node = await kept(startNode(copy, issuer), (opened) => opened.stop());
  await delay(REST);
  const atRest = residentOf(node.pid);
  const samples: { readonly at: number; readonly bytes: number }[] = [];
  const begun = performance.now();
  const since = () => performance.now() - begun;
  const sampling = setInterval(
    () => samples.push({ at: since(), bytes: residentOf(node.pid) }),
    SAMPLED_EVERY,
  );
  let requests = 0;
  try {
    while (since() < minutes * MINUTE) {
      for (const wires of readings) requests += (await load(node.port, wires, TURN)).latencies.length;
      const acts = await actWires(copy, issuer);
      requests += (await load(node.port, acts, TURN, 'once')).latencies.length;
    }
  } finally {
    clearInterval(sampling);
  }
  const between = (from: number, to: number) =>
    median(samples.filter(({ at }) => at >= from && at < to).map(({ bytes }) => bytes));
  const end = since();
  return {
    minutes,
    atRest,
    warm: between(MINUTE, 2 * MINUTE),
    last: between(end - MINUTE, end),
    most: Math.max(...samples.map(({ bytes }) => bytes)),
    requests,
  };
}

function residentOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
