import { readSession, readWho } from '../asking/session.js';

/** Says who has signed in, and shows the way out. */
export async function tellWhoIsSignedIn(line: HTMLElement): Promise<void> {
  const { signedIn } = await readSession();
  if (!signedIn) return;
  const who = await readWho();
  const { signedInAs = '', signedIn: plain = '' } = line.dataset;
  const text = line.querySelector('p');
  if (text) text.textContent = who?.name ? `${signedInAs} ${who.name}` : plain;
  line.hidden = false;
}
