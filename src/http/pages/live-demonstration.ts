import type { StandInPerson } from '../../identity/stand-in/person.js';
import { commandClient, personGrant } from '../../identity/stand-in/person-grant.js';
import { html, type Markup } from './html.js';
import type { StartWords } from './words/start.js';

/** Two who write to each other in the demo: the page's script signs both in and opens a socket for each. */
const sides = [
  { who: 'contact-teacher', role: 'teacher', first: 'firstMessage' },
  { who: 'guardian', role: 'guardian', first: 'firstAnswer' },
] as const;

/** A pane for a teacher and one for a guardian, and what is sent between them. */
export function liveDemonstration(people: readonly StandInPerson[], words: StartWords): Markup | false {
  const [one, other] = sides.map(({ who }) => people.find((person) => person.who === who));
  if (!one || !other) return false;
  const [before = '', between = '', after = ''] = words.liveSource.split(/\{\w+\}/);
  return html`<section class="live" aria-labelledby="live" data-live data-me="${words.me}" data-after="${words.after}" data-listening="${words.listening}" data-grant="${personGrant}" data-client="${commandClient}">
<h2 id="live">${words.live}</h2>
<p class="quiet">${words.liveLead}</p>
<p class="notice" data-away role="status" hidden>${words.liveAway}</p>
<div class="panes">${pane(one, other, 0, words)}${pane(other, one, 1, words)}</div>
<p class="quiet live-source">${before}<code>sendMessage</code>${between}<code>subscription messageReceived</code>${after}</p>
</section>`;
}

function pane(person: StandInPerson, other: StandInPerson, side: 0 | 1, words: StartWords): Markup {
  const { role, first } = sides[side];
  const id = `pane-${person.who}`;
  return html`<section class="pane card" aria-labelledby="${id}" data-who="${person.who}" data-issuer="${person.account.issuer}">
<header><div><h3 id="${id}">${person.name}</h3><span class="quiet">${words[role]}</span></div><span class="pane-state" data-state="connecting">${words.connecting}</span></header>
<ol class="messages" aria-live="polite" aria-label="${person.name}" tabindex="0"></ol>
<form><label class="hidden-words" for="${id}-text">${words.write.replace('{name}', other.name)}</label><input id="${id}-text" name="text" maxlength="500" required autocomplete="off" value="${words[first]}"><button class="button" type="submit" disabled>${words.send}</button></form>
</section>`;
}
