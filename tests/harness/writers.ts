import { randomUUID } from 'node:crypto';
import type { RunningProgram } from './program.js';

const CORRECT = `mutation ($input: CorrectMyContactDetailsInput!) {
  correctMyContactDetails(input: $input) { userErrors { code } } }`;

/** One guardian who corrects her e-mail again and again, each time with a key of its own. */
export interface Writer {
  readonly who: string;
  /** The keys whose writes were acknowledged, in order. */
  readonly acknowledged: string[];
  /** The codes of all answers but acknowledgements. */
  readonly refusals: string[];
  /** When the latest acknowledgement came, in milliseconds of the process's own clock. */
  at: number;
  /** The key that was sent last. */
  sent: string;
}

/** What one guardian's writes left behind. */
export interface Traces {
  readonly email: string;
  readonly keys: string[];
  /** Events that tell of a correction. */
  readonly effects: number;
}

export function aWriter(who: string): Writer {
  return { who, acknowledged: [], refusals: [], at: 0, sent: '' };
}

/** Sends one correction; with the key of an earlier one it is the same act again. */
export async function write(
  program: RunningProgram,
  writer: Writer,
  key: string = randomUUID(),
): Promise<string | null> {
  writer.sent = key;
  const input = { email: `${writer.who}.${key}@writes.example.no`, idempotencyKey: key };
  const code = await program.send(writer.who, CORRECT, { input });
  if (code === null) {
    if (writer.acknowledged.at(-1) !== key) writer.acknowledged.push(key);
    writer.at = performance.now();
  } else writer.refusals.push(code);
  return code;
}

/** Writes until told to stop, or until nobody answers; what was refused is sent again with its key. */
export async function keepWriting(program: RunningProgram, writer: Writer, stop: AbortSignal): Promise<void> {
  let key: string | undefined;
  while (!stop.aborted) {
    const code = await write(program, writer, key);
    if (code === 'CUT') return;
    key = code === null ? undefined : writer.sent;
  }
}

/** What the database holds of a guardian's writes. */
export async function tracesOf(program: RunningProgram, { who }: Writer): Promise<Traces> {
  const [found] = await program.sql<Traces>(
    `select c.email,
       (select coalesce(array_agg(k.key), '{}') from idempotency_key k where k.owner_id = c.person_id) as keys,
       (select count(*)::int from event e
         where e.topic = 'contact.corrected' and e.subjects::json ->> 'person' = c.person_id::text) as effects
     from person_contact c where c.email like $1`,
    [`${who}.%@writes.example.no`],
  );
  if (!found) throw new Error(`nothing of ${who}'s writes is there`);
  return found;
}
