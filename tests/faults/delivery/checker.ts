/** One event of the log, and who should hear of it. */
export interface Commit {
  readonly eventId: string;
  readonly position: number;
  /** What happened, under one name however often it was sent: a message's id, or the event's own. */
  readonly act: string;
  /** Names of the subscribers that should hear of it. */
  readonly audience: ReadonlySet<string>;
  /** Where it stands in its dialogue; undefined where nothing orders it but the log. */
  readonly place?: { readonly thread: string; readonly sentAt: number } | undefined;
  /** When its commit was acknowledged, in milliseconds of this process; undefined where nobody was told. */
  readonly at?: number | undefined;
}

/** One event as it came to a subscriber. */
export interface Receipt {
  readonly eventId: string;
  readonly at: number;
}

/** What one subscriber received, and from which position on it should have received everything. */
export interface Heard {
  readonly name: string;
  readonly after: number;
  readonly receipts: readonly Receipt[];
}

/** One sentence for each thing that must not happen, and what may: the second coming of one event, and time. */
export interface Findings {
  /** How many receipts were owed. */
  readonly owed: number;
  readonly lost: readonly string[];
  readonly repeated: readonly string[];
  readonly reordered: readonly string[];
  readonly unexpected: readonly string[];
  /** How many receipts bore an id that the subscriber had already: clients drop those. */
  readonly duplicates: number;
  /** Milliseconds from acknowledgement to receipt. */
  readonly late: readonly number[];
}

/**
 * Holds what was received against what was committed. Receipts of one id count once; what is left must be each owed
 * commit exactly once, in the order of the log and, within a dialogue, in the order in which it was sent.
 */
export function check(commits: readonly Commit[], everybody: readonly Heard[]): Findings {
  const byId = new Map(commits.map((commit) => [commit.eventId, commit]));
  const all = everybody.map((heard) => checkOne(heard, commits, byId));
  return {
    owed: all.reduce((sum, { owed }) => sum + owed, 0),
    lost: all.flatMap(({ lost }) => lost),
    repeated: all.flatMap(({ repeated }) => repeated),
    reordered: all.flatMap(({ reordered }) => reordered),
    unexpected: all.flatMap(({ unexpected }) => unexpected),
    duplicates: all.reduce((sum, { duplicates }) => sum + duplicates, 0),
    late: all.flatMap(({ late }) => late),
  };
}

function checkOne(heard: Heard, commits: readonly Commit[], byId: ReadonlyMap<string, Commit>): Findings {
  const { name, after } = heard;
  const firsts = new Map<string, Receipt>();
  for (const receipt of heard.receipts)
    if (!firsts.has(receipt.eventId)) firsts.set(receipt.eventId, receipt);
  const received = [...firsts.values()];
  const found = received.flatMap(({ eventId }) => byId.get(eventId) ?? []);
  const owed = commits.filter(({ position, audience }) => position > after && audience.has(name));
  const told = (what: string) => (eventId: string) => `${name} ${what} ${eventId}`;
  return {
    owed: owed.length,
    lost: owed.filter(({ eventId }) => !firsts.has(eventId)).map((each) => told('lost')(each.eventId)),
    repeated: twice(found).map(told('was told twice of')),
    reordered: [...backwards(found), ...backwardsInThread(found)].map(told('was told too late of')),
    unexpected: received
      .filter(({ eventId }) => byId.get(eventId)?.audience.has(name) !== true)
      .map(({ eventId }) => told('should not hear of')(eventId)),
    duplicates: heard.receipts.length - firsts.size,
    late: received.flatMap(({ eventId, at }) => {
      const commit = byId.get(eventId);
      return commit?.at === undefined || commit.position <= after ? [] : [Math.max(0, at - commit.at)];
    }),
  };
}

/** Events that tell of an act that another event has told of. */
function twice(found: readonly Commit[]): string[] {
  const told = new Set<string>();
  return found.flatMap(({ act, eventId }) => {
    const again = told.has(act);
    told.add(act);
    return again ? [eventId] : [];
  });
}

function backwards(found: readonly Commit[]): string[] {
  let top = Number.NEGATIVE_INFINITY;
  return found.flatMap(({ position, eventId }) => {
    const isLate = position < top;
    top = Math.max(top, position);
    return isLate ? [eventId] : [];
  });
}

function backwardsInThread(found: readonly Commit[]): string[] {
  const tops = new Map<string, number>();
  return found.flatMap(({ place, eventId }) => {
    if (!place) return [];
    const top = tops.get(place.thread) ?? Number.NEGATIVE_INFINITY;
    tops.set(place.thread, Math.max(top, place.sentAt));
    return place.sentAt <= top ? [eventId] : [];
  });
}
