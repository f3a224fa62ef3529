import { randomUUID } from 'node:crypto';
import { standInPeople } from '../database/seeds/people.js';
import { requestToken, TokenRequestFailure } from '../identity/stand-in/request-token.js';

const [sender, receiver] = ['contact-teacher', 'guardian'] as const;

const threads = '{ viewer { threads(first: 100) { nodes { id } } } }';
const send = `mutation Send($input: SendMessageInput!) {
  sendMessage(input: $input) { userErrors { message } }
}`;

/**
 * Sends one message in the running demo, from the contact teacher to the guardian.
 * @param origin the address of the program.
 * @returns what was said, and how to hear the next one.
 * @throws TokenRequestFailure where the program does not run, or is not the demo.
 */
export async function demoMessage(origin: string, text: string): Promise<string> {
  const tokens = [await tokenOf(origin, sender), await tokenOf(origin, receiver)] as const;
  const [ofSender, ofReceiver] = await Promise.all(tokens.map((token) => threadsOf(origin, token)));
  const threadId = ofSender?.find((id) => ofReceiver?.includes(id));
  if (threadId === undefined) throw refused('they have no dialogue: npm run reset makes the demo as it was');
  const input = { threadId, text, idempotencyKey: randomUUID() };
  const { data, errors } = await ask(origin, tokens[0], send, { input });
  const fault = data?.sendMessage?.userErrors[0] ?? errors?.[0];
  if (fault) throw refused(fault.message);
  return said(origin, text);
}

function said(origin: string, text: string): string {
  const signIn = `${origin}/sign-in/idporten?returnTo=%2Fgraphql&who=${receiver}`;
  return `${nameOf(sender)} wrote to ${nameOf(receiver)}: “${text}”

To hear the next one, open ${origin} and look at the two who write to each other,
or sign in as ${nameOf(receiver)} and run the tab MessageReceived:
  ${signIn}`;
}

const nameOf = (who: string) => standInPeople.find((person) => person.who === who)?.name ?? who;

async function tokenOf(origin: string, who: string): Promise<string> {
  return (await requestToken({ origin, who, people: standInPeople })).token;
}

async function threadsOf(origin: string, token: string): Promise<readonly string[]> {
  const { data } = await ask(origin, token, threads, {});
  return data?.viewer?.threads.nodes.map(({ id }) => id) ?? [];
}

interface Answer {
  readonly data?: {
    readonly viewer?: { readonly threads: { readonly nodes: readonly { readonly id: string }[] } };
    readonly sendMessage?: { readonly userErrors: readonly { readonly message: string }[] };
  } | null;
  readonly errors?: readonly { readonly message: string }[];
}

async function ask(origin: string, token: string, query: string, variables: object): Promise<Answer> {
  const answer = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(10_000),
  });
  return (await answer.json()) as Answer;
}

function refused(why: string): TokenRequestFailure {
  return new TokenRequestFailure('TOKEN_REFUSED', `The message was not sent: ${why}.`);
}
