import { describe, expect, inject, it } from 'vitest';
import type { Figure } from './delivery/figures.js';
import type { Ground } from './delivery/ground/ground.js';
import { onStage } from './delivery/scenario.js';
import { killedNodes } from './delivery/scenarios/killed-nodes.js';
import { losing } from './delivery/scenarios/lost-access.js';
import { resuming } from './delivery/scenarios/random-resumption.js';
import { hearing } from './delivery/scenarios/two-nodes.js';

/** The short form of `npm run faults`: nodes of their own, in processes of their own, over one database. */
const on = (url: string) => (database: string) => url.replace('DATABASE', database);
const ground: Ground = {
  superuserUrl: on(inject('superuserUrl')),
  ownerUrl: on(inject('ownerUrl')),
  serverUrl: on(inject('serverUrl')),
  template: inject('template'),
};
const seed = 1;
const faultsOf = (figures: readonly Figure[]) => figures.flatMap(({ faults }) => faults);

describe('what was committed', () => {
  it('is heard by everybody whom it concerns, once and in order, while nodes are killed during 10 000 events', async () => {
    expect(faultsOf(await killedNodes.run(ground, { events: 10_000, times: 4, seed }))).toEqual([]);
  }, 240_000);

  it('at one of two nodes is heard at both, woken or not, from any cursor, and by nobody who lost access', async () => {
    const figures = await onStage(ground, { nodes: 2, homes: 12, seed }, async (stage) => [
      ...(await hearing(stage, { events: 3, times: 1, seed })),
      ...(await resuming(stage, { events: 100, times: 20, seed })),
      ...(await losing(stage)),
    ]);
    expect(faultsOf(figures)).toEqual([]);
  }, 120_000);
});
