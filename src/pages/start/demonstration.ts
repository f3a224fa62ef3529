import { createLiveClient } from '../../client/index.js';
import { commonThread } from './common-thread.js';
import { Pane } from './pane.js';

/** What the subscription gives. */
interface Received {
  readonly messageReceived: {
    readonly text: string;
    readonly thread: { readonly id: string };
  };
}

const subscription = `subscription Live($after: String) {
  messageReceived(after: $after) { id text sentAt thread { id } sender { name } }
}`;

/** Signs two people of the demo in beside the browser's own session, and lets each hear what the other writes. */
export async function beginDemonstration(section: HTMLElement): Promise<void> {
  const elements = section.querySelectorAll<HTMLElement>('[data-who]');
  const panes = [...elements].map((element) => new Pane(element, section.dataset));
  const [one, other] = panes;
  if (!one || !other) return;
  try {
    const thread = await commonThread(one, other);
    for (const pane of panes) listen(pane, thread);
    one.writes(thread, other);
    other.writes(thread, one);
  } catch {
    const away = section.querySelector<HTMLElement>('[data-away]');
    if (away) away.hidden = false;
  }
}

function listen(pane: Pane, thread: string): void {
  const live = createLiveClient({
    url: new URL('/graphql', location.href).href,
    token: () => pane.token(),
    connected: (isConnected) => pane.tellConnected(isConnected),
  });
  live.subscribe<Received>(
    { query: subscription },
    {
      next: ({ messageReceived }) => {
        if (messageReceived.thread.id === thread) pane.hear(messageReceived.text);
      },
      resync: () => pane.tellReady(),
      ended: () => pane.tellConnected(false),
    },
  );
}
