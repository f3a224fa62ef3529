import type { Visitor } from '../town.js';
import { valuesAt, type Way } from './ways.js';

/** A question with one answer due: a selection at the end of a way. */
export interface Question {
  readonly way: Way;
  /** What is selected on the objects at the way's end, with its braces. */
  readonly selection: string;
  readonly fragment?: string;
}

/** What came of a question. */
export interface Reply {
  /** Objects found at the way's end. */
  readonly found: readonly Record<string, unknown>[];
  readonly codes: readonly string[];
}

/** Root fields in one operation; the server takes 20. */
const TOGETHER = 18;

/**
 * Asks questions in as few operations as the server's limits and the questions themselves allow.
 * @param name makes documents differ that ask the same, since the server keeps what it knows of a document.
 */
export async function asked<Q extends Question>(
  visitor: Visitor,
  questions: readonly Q[],
  name = 'Asked',
): Promise<(readonly [Q, Reply])[]> {
  const replies: Reply[] = [];
  for (const batch of batches(questions)) replies.push(...(await together(visitor, batch, name)));
  return questions.map((question, index) => [question, replies[index] ?? { found: [], codes: [] }] as const);
}

function batches(questions: readonly Question[]): Question[][] {
  const found: Question[][] = [];
  let open: Question[] | undefined;
  for (const question of questions) {
    if (!open || question.way.alone || open[0]?.way.alone || open.length === TOGETHER) open = undefined;
    if (!open) found.push([]);
    open = found.at(-1);
    open?.push(question);
  }
  return found;
}

async function together(visitor: Visitor, batch: readonly Question[], name: string): Promise<Reply[]> {
  const roots = batch.map(({ way, selection }, index) => `q${index}: ${way.around(selection)}`);
  const fragments = [...new Set(batch.flatMap(({ fragment }) => fragment ?? []))];
  const query = `query ${name}($yes: Boolean!) { ${roots.join('\n')} always: __typename @include(if: $yes) }\n${fragments.join('\n')}`;
  const answer = await visitor.send(query, { yes: true });
  const whole = answer.errors.find((error) => error.path === undefined);
  if (whole && batch.length > 1) return oneByOne(visitor, batch, name);
  if (whole) return [{ found: [], codes: [whole.extensions.code] }];
  return batch.map(({ way }, index) => ({
    found: valuesAt(answer.data?.[`q${index}`], way.keys) as Record<string, unknown>[],
    codes: answer.errors
      .filter((error) => error.path?.[0] === `q${index}`)
      .map((error) => error.extensions.code),
  }));
}

/** An operation that is refused as a whole says nothing of its parts. */
async function oneByOne(visitor: Visitor, batch: readonly Question[], name: string): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const question of batch) replies.push(...(await together(visitor, [question], name)));
  return replies;
}
