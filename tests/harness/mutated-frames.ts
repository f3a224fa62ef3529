import fc from 'fast-check';

const HEARD =
  'subscription ($after: String) { checkInRecorded(after: $after) { checkedInAt child { id name } } }';

/** Messages that a client may send, with and without what is optional. */
const valid: readonly unknown[] = [
  { type: 'connection_init' },
  { type: 'connection_init', payload: { authorization: 'Bearer x' } },
  { type: 'ping' },
  { type: 'ping', payload: { at: 1 } },
  { type: 'pong', payload: { at: 1 } },
  { id: 'a', type: 'subscribe', payload: { query: HEARD } },
  {
    id: 'b',
    type: 'subscribe',
    payload: { query: HEARD, variables: { after: 'x' }, operationName: null, extensions: {} },
  },
  { id: 'c', type: 'subscribe', payload: { query: '{ viewer { people { name } } }' } },
  { id: 'a', type: 'complete' },
];

const types = ['connection_init', 'connection_ack', 'ping', 'pong', 'subscribe', 'next', 'error', 'complete'];
const names = ['id', 'type', 'payload', 'query', 'variables', 'operationName', 'extensions', 'authorization'];
const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

/** What is put where something else belongs; JSON text, since some of it is no value. */
const strange = fc.oneof(
  fc.json(),
  fc
    .constantFrom(...types, ...names, '__proto__', 'constructor', 'toString')
    .map((name) => JSON.stringify(name)),
  fc.constantFrom(
    'null',
    'true',
    '-0',
    '1e400',
    '[]',
    '{}',
    '""',
    '{"__proto__":{"type":"ping"}}',
    '"\\ud800"',
    '"\\u0000"',
  ),
  fc
    .constantFrom("' or 1=1 --", '$where', '{"$gt":""}', '../../etc/passwd')
    .map((text) => JSON.stringify(text)),
  fc.integer({ min: 1, max: 60_000 }).map((length) => JSON.stringify('x'.repeat(length))),
  fc.integer({ min: 1, max: 8_000 }).map((depth) => nested(depth, '[', ']')),
  fc.integer({ min: 1, max: 8_000 }).map((depth) => nested(depth, '{"a":', '}')),
);

/** One change of a frame's text: `at` is a place in it, as a part of its length. */
type Change = (frame: string, at: number) => string;

const cut = (frame: string, at: number): number => Math.floor(frame.length * at);
const values = /"[^"]*"(?!\s*:)|\b(?:null|\d+)\b|\{\}/g;

/** Replaces the match that stands nearest to the place. */
function replaced(frame: string, pattern: RegExp, at: number, by: (found: string) => string): string {
  const matches = [...frame.matchAll(pattern)];
  const match = matches[Math.min(matches.length - 1, Math.floor(matches.length * at))];
  if (!match) return frame;
  return frame.slice(0, match.index) + by(match[0]) + frame.slice(match.index + match[0].length);
}

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant<Change>((frame, at) => frame.slice(0, cut(frame, at))),
  fc.constant<Change>((frame, at) => frame.slice(cut(frame, at))),
  fc
    .string({ unit: 'binary', maxLength: 20 })
    .map<Change>(
      (text) => (frame, at) => frame.slice(0, cut(frame, at)) + text + frame.slice(cut(frame, at)),
    ),
  fc
    .integer({ min: 1, max: 9 })
    .map<Change>(
      (count) => (frame, at) => frame.slice(0, cut(frame, at)) + frame.slice(cut(frame, at) + count),
    ),
  strange.map<Change>((text) => (frame, at) => replaced(frame, values, at, () => text)),
  strange.map<Change>(
    (text) => (frame) => replaced(frame, /"payload":.*(?=\})/g, 0, () => `"payload":${text}`),
  ),
  strange.map<Change>((text) => (frame) => replaced(frame, /"id":"."/g, 0, () => `"id":${text}`)),
  fc
    .constantFrom(...names, '__proto__', 'constructor', '')
    .map<Change>((name) => (frame, at) => replaced(frame, /"\w+"(?=:)/g, at, () => JSON.stringify(name))),
  fc
    .constantFrom(...types)
    .map<Change>((type) => (frame) => replaced(frame, /"type":"\w+"/g, 0, () => `"type":"${type}"`)),
  fc
    .constantFrom('{', '}', '(', ')', '...', '@include(if: $x)', '$y', '#', '"""', '!')
    .map<Change>(
      (text) => (frame) =>
        replaced(
          frame,
          /checkedInAt|child|viewer/g,
          0,
          (found) => `${found} ${JSON.stringify(text).slice(1, -1)}`,
        ),
    ),
);

/** Frames that were good once, changed up to three times, as text or as bytes. */
export const mutatedFrame: fc.Arbitrary<{ readonly frame: string | Buffer; readonly signedIn: boolean }> = fc
  .record({
    message: fc.constantFrom(...valid),
    changes: fc.array(fc.tuple(change, fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 3,
    }),
    asBytes: fc.integer({ min: 0, max: 7 }),
    signedIn: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ message, changes, asBytes, signedIn }) => {
    const frame = changes.reduce((text, [each, at]) => each(text, at), JSON.stringify(message));
    return { frame: asBytes === 0 ? Buffer.from(frame, 'latin1') : frame, signedIn: signedIn > 0 };
  });
