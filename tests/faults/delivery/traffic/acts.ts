import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Node } from '../node.js';
import { oneOf, type Random } from '../random.js';

/** How one sending of an act went: its data, or the code of a refusal, or why there was no answer. */
type Sent =
  | { readonly data: Readonly<Record<string, Payload>> }
  | { readonly code: string }
  | { readonly cut: string };

interface Payload {
  readonly userErrors?: readonly { readonly code: string }[];
  readonly message?: { readonly id: string } | null;
  readonly thread?: { readonly id: string } | null;
}

/** Codes after which a phone sends the same act again. */
const passing = new Set(['UNAVAILABLE', 'OPERATION_TOO_SLOW']);
const PATIENCE_MS = 60_000;
const AGAIN_MS = 50;

/** Acts through the API, each sent until it is acknowledged: with one key, to another node after each failure. */
export class Acts {
  /** How often each thing other than an acknowledgement came back: codes, and the ways to be cut off. */
  readonly failures = new Map<string, number>();

  constructor(
    readonly nodes: readonly Node[],
    readonly random: Random,
  ) {}

  /** @returns the payload. @throws Error when it is refused for good, or after a minute. */
  async do(token: string, name: string, type: string, input: object, shown: string): Promise<Payload> {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${shown} userErrors { code } } }`;
    const body = JSON.stringify({ query, variables: { input: { idempotencyKey: randomUUID(), ...input } } });
    const end = performance.now() + PATIENCE_MS;
    for (let node = this.#node(); ; node = this.#node(node)) {
      const sent = await send(node.url, token, body);
      if ('data' in sent) return sent.data[name] ?? {};
      const failure = 'code' in sent ? sent.code : sent.cut;
      this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
      if ('code' in sent && !passing.has(sent.code)) throw new Error(`${name} is refused: ${sent.code}`);
      if (performance.now() > end) throw new Error(`${name} is not acknowledged: ${failure}`);
      await pause(AGAIN_MS);
    }
  }

  /** A node that answers, another than the last where there is one. */
  #node(last?: Node): Node {
    const answering = this.nodes.filter((node) => node.isAnswering);
    const others = answering.filter((node) => node !== last);
    return oneOf(this.random, others.length > 0 ? others : answering.length > 0 ? answering : this.nodes);
  }
}

async function send(url: string, token: string, body: string): Promise<Sent> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      signal: AbortSignal.timeout(20_000),
    });
    const answer = (await response.json()) as Answer;
    const mendable = Object.values(answer.data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
    const code = answer.errors?.[0]?.extensions.code ?? mendable[0]?.code;
    return code === undefined ? { data: answer.data ?? {} } : { code };
  } catch (error) {
    return { cut: cutBy(error) };
  }
}

interface Answer {
  readonly data?: Readonly<Record<string, Payload>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

function cutBy(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return cause?.code ?? (error instanceof Error ? error.name : 'unknown');
}
