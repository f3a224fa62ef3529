import { ask } from '../asking/ask.js';
import type { Pane } from './pane.js';

interface Threads {
  readonly viewer: {
    readonly threads: {
      readonly nodes: readonly {
        readonly id: string;
        readonly messages: {
          readonly nodes: readonly {
            readonly text: string;
            readonly sender: { readonly name: string } | null;
          }[];
        };
      }[];
    };
  };
}

const query = `query Threads {
  viewer { threads(first: 100) { nodes { id messages(first: 1) { nodes { text sender { name } } } } } }
}`;

/** The dialogue that both take part in; its last message is shown. @throws Error where there is none. */
export async function commonThread(one: Pane, other: Pane): Promise<string> {
  const [ofOne, ofOther] = await Promise.all([threadsOf(one), threadsOf(other)]);
  const known = new Set(ofOther.map(({ id }) => id));
  const thread = ofOne.find(({ id }) => known.has(id));
  if (!thread) throw new Error('they have no dialogue');
  for (const { text, sender } of thread.messages.nodes)
    for (const pane of [one, other]) pane.show(text, sender?.name === pane.name ? 'sent' : 'heard');
  return thread.id;
}

async function threadsOf(pane: Pane): Promise<Threads['viewer']['threads']['nodes']> {
  const { data } = await ask<Threads>(query, {}, await pane.token());
  if (!data) throw new Error('the dialogues could not be read');
  return data.viewer.threads.nodes;
}
