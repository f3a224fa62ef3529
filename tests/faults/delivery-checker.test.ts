import { describe, expect, it } from 'vitest';
import { type Commit, check, type Receipt } from './delivery/checker.js';

const commit = (position: number, changes: Partial<Commit> = {}): Commit => ({
  eventId: `e${position}`,
  position,
  act: `m${position}`,
  audience: new Set(['Kari']),
  place: { thread: 't', sentAt: position * 10 },
  at: position * 100,
  ...changes,
});
const log = [1, 2, 3, 4].map((position) => commit(position));
const came = (...ids: string[]): Receipt[] => ids.map((eventId, index) => ({ eventId, at: 500 + index }));
const found = (receipts: Receipt[], commits = log, after = 1) =>
  check(commits, [{ name: 'Kari', after, receipts }]);

describe('what a subscriber received', () => {
  it('is whole when every event after the first came once, in order', () => {
    expect(found(came('e2', 'e3', 'e4'))).toEqual({
      owed: 3,
      lost: [],
      repeated: [],
      reordered: [],
      unexpected: [],
      duplicates: 0,
      late: [300, 201, 102],
    });
  });

  it('lacks an event that never came', () => {
    expect(found(came('e2', 'e4')).lost).toEqual(['Kari lost e3']);
  });

  it('may hold one event twice under one id, which a client drops', () => {
    const { duplicates, repeated, reordered } = found(came('e2', 'e3', 'e2', 'e3', 'e4'));
    expect([duplicates, repeated, reordered]).toEqual([2, [], []]);
  });

  it('must not tell of one act under two ids', () => {
    const twice = [...log, commit(5, { act: 'm4', place: undefined })];
    expect(found(came('e2', 'e3', 'e4', 'e5'), twice).repeated).toEqual(['Kari was told twice of e5']);
  });

  it('must follow the log', () => {
    const plain = log.map((each) => ({ ...each, place: undefined }));
    expect(found(came('e3', 'e2', 'e4'), plain).reordered).toEqual(['Kari was told too late of e2']);
  });

  it('must follow each dialogue, also where the log itself does not', () => {
    const crossed = log.map((each, index) => ({ ...each, place: { thread: 't', sentAt: 100 - index } }));
    expect(found(came('e2', 'e3'), crossed, 3).reordered).toEqual(['Kari was told too late of e3']);
  });

  it('must be meant for the subscriber, and in the log', () => {
    const others = [...log.slice(0, 3), commit(4, { audience: new Set(['Hanne']) })];
    expect(found(came('e2', 'e3', 'e4', 'ghost'), others).unexpected).toEqual([
      'Kari should not hear of e4',
      'Kari should not hear of ghost',
    ]);
  });

  it('owes nothing for what was committed before the subscriber listened', () => {
    expect(found(came('e4'), log, 3)).toMatchObject({ owed: 1, lost: [], late: [100] });
  });
});
