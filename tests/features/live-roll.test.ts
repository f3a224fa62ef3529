import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Audience } from '../../src/events/audiences.js';
import type { Viewer } from '../../src/identity/viewer.js';
import type { Asked } from '../../src/pipeline/streaming/asked.js';
import { Roll } from '../../src/pipeline/streaming/roll.js';
import { type Sink, Subscription } from '../../src/pipeline/streaming/subscription.js';

/** A stream that nobody gives anything. */
const asked = { args: {}, mark: '', stream: { only: [], topics: new Set() } } as unknown as Asked;
const viewer = { personIds: [], childIds: [] } as unknown as Viewer;
const listening = (login: number) => new Subscription(asked, `login ${login}`, viewer, 0, {} as Sink);

it('an event is given to those who are in its audience and still there, in the order in which they came', () =>
  fc.assert(
    fc.property(
      fc.array(fc.nat(40), { maxLength: 120, size: 'max' }),
      // A few of all, and most of them.
      fc.oneof(fc.uniqueArray(fc.nat(40), { maxLength: 5 }), fc.uniqueArray(fc.nat(40), { minLength: 10 })),
      fc.array(fc.nat(119), { maxLength: 20 }),
      (logins, seers, left) => {
        const roll = new Roll();
        const came = logins.map(listening);
        for (const each of came) roll.add(each);
        const gone = new Set(left.map((place) => came[place]));
        for (const each of gone) if (each) roll.delete(each);
        const audience = new Map(seers.map((seer) => [`login ${seer}`, {}])) as unknown as Audience;
        const found = roll.among(asked.stream, audience).map(({ number }) => number);
        const due = came.filter((each) => !gone.has(each) && audience.has(each.key));
        expect(found).toEqual(due.map(({ number }) => number));
        expect(roll.size).toBe(came.filter((each) => !gone.has(each)).length);
      },
    ),
    { numRuns: 500 },
  ));
