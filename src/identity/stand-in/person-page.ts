import { createHash } from 'node:crypto';
import type { Language } from '../../errors/catalogue.js';
import { languages } from '../../errors/catalogue.js';
import { pageStyle } from './page-style.js';
import { pageWords } from './page-words.js';
import { aboutOf, personGroups, type StandInPerson } from './person.js';

/** What the page is made for. */
export interface PersonPage {
  readonly issuer: 'idporten' | 'feide';
  readonly language: Language;
  readonly people: readonly StandInPerson[];
}

const hash = createHash('sha256').update(pageStyle).digest('base64');

/** The page runs nothing, frames nothing, fetches nothing, and sends its form to us alone. */
export const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

/** The page on which a synthetic person is chosen: one form whose buttons are the people. It needs no script. */
export function personPage({ issuer, language, people }: PersonPage): string {
  const words = pageWords[language];
  const places = [...new Set(people.map(({ municipality }) => municipality))];
  const lists = places.map((place, number) =>
    section(
      place,
      number,
      people.filter(({ municipality }) => municipality === place),
      language,
    ),
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words.title} – ${words[issuer]}</title>
<style>${pageStyle}</style>
</head>
<body>
<nav aria-label="${words.languages}">${languageLinks(language)}</nav>
<main>
<h1>${words.title}</h1>
<p><strong>${words[issuer]}.</strong> ${words.explanation}</p>
<form method="post">
${lists.join('\n')}
<button class="cancel" name="cancel" value="yes">${words.cancel}</button>
</form>
</main>
</body>
</html>
`;
}

function section(
  place: string,
  number: number,
  people: readonly StandInPerson[],
  language: Language,
): string {
  const words = pageWords[language];
  const groups = personGroups.flatMap((group) => {
    const members = people.filter((person) => person.group === group);
    const id = `p${number}-${group}`;
    return members.length === 0
      ? []
      : [
          `<h3 id="${id}">${words.groups[group]}</h3>
<ul aria-labelledby="${id}">${members.map((person) => button(person, language)).join('')}</ul>`,
        ];
  });
  return `<section aria-labelledby="p${number}">
<h2 id="p${number}">${escaped(place)}</h2>
${groups.join('\n')}
</section>`;
}

function button(person: StandInPerson, language: Language): string {
  const { who, name } = person;
  return `
<li><button name="who" value="${escaped(who)}"><strong>${escaped(name)}</strong> <span>${escaped(aboutOf(person, language))}</span></button></li>`;
}

const names: Readonly<Record<Language, string>> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' };

function languageLinks(current: Language): string {
  return languages
    .map((language) => {
      const here = language === current ? ' aria-current="true"' : '';
      return `<a href="?language=${language}" lang="${language}" hreflang="${language}"${here}>${names[language]}</a>`;
    })
    .join(' ');
}

function escaped(text: string): string {
  const marks: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
}
