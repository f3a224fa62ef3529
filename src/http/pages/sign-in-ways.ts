import type { IssuerName } from '../../identity/sign-in/issuer-name.js';
import type { StandInPerson } from '../../identity/stand-in/person.js';
import { castWords } from './cast.js';
import { html, type Markup } from './html.js';
import type { StartWords } from './words/start.js';

/** Where a sign-in begins; it leads to the playground. */
export function signInAddress(issuer: IssuerName, who?: string, returnTo = '/graphql'): string {
  const asked = new URLSearchParams({ returnTo, ...(who !== undefined && { who }) });
  return `/sign-in/${issuer}?${asked}`;
}

/** A card for each of those whom the demo introduces. */
export function signInCards(people: readonly StandInPerson[], words: StartWords): Markup {
  return html`<section aria-labelledby="sign-in-as">
<h2 id="sign-in-as">${words.signInAs}</h2>
<p class="quiet">${words.signInAsLead}</p>
<ul class="people">${castWords.map((who) => {
    const person = people.find((each) => each.who === who);
    const [role, about] = words.cast[who];
    return (
      person &&
      html`<li><a class="person card" href="${signInAddress(person.account.issuer, who)}"><span class="person-role">${role}</span><strong>${person.name}</strong><span class="person-about">${about}</span><span class="person-place">${person.municipality}</span></a></li>`
    );
  })}</ul>
<p class="everybody quiet"><span>${words.everybody}:</span> <a href="${signInAddress('idporten')}">ID-porten</a> <a href="${signInAddress('feide')}">Feide</a></p>
</section>`;
}

/** The issuers of the configuration; nothing where nobody signs in in a browser. */
export function signInWays(issuers: readonly IssuerName[], words: StartWords): Markup | false {
  return (
    issuers.length > 0 &&
    html`<section aria-labelledby="sign-in">
<h2 id="sign-in">${words.signInWith}</h2>
${signInButtons(issuers)}
</section>`
  );
}

/** A way in at each issuer. */
export function signInButtons(issuers: readonly IssuerName[]): Markup {
  const names = { idporten: 'ID-porten', feide: 'Feide' } as const;
  return html`<p class="ways">${issuers.map((issuer) => html`<a class="button second" href="${signInAddress(issuer)}">${names[issuer]}</a>`)}</p>`;
}
