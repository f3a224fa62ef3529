import { resolve } from 'node:path';
import type { Config } from '../config.js';
import { standInPeople } from '../database/seeds/people.js';

const query = `{ viewer { children { name school { name } schoolClass { name contactTeachers { teacher { name } } }
    absences(first: 3) { nodes { day reason } } sfoPlacements { group { name } today { checkedInAt } } } } }`;

const shown = ['guardian', 'pupil-15', 'contact-teacher', 'school-office', 'sfo-staff', 'municipal-admin'];

/** What a first-time visitor reads when the program is up: addresses, people, and something to paste. */
export function greeting(url: string, { demo, dataDir }: Pick<Config, 'demo' | 'dataDir'>): string {
  const addresses = `
  Start page  ${url}${demo ? '   sign in as anybody, ask, and watch a message arrive' : ''}
  GraphQL     ${url}/graphql
  Schema      ${url}/schema.graphql
  Health      ${url}/ready${demo ? `   ${url}/metrics` : ''}
`;
  return demo ? `${addresses}\n${people()}\n${paste(url, dataDir)}` : addresses;
}

function people(): string {
  const chosen = standInPeople.filter((person) => shown.includes(person.who));
  const rows = chosen.map((each) => `    ${each.who.padEnd(18)}${each.name.padEnd(22)}${each.about}`);
  return `  Synthetic people who can sign in (all of them: npm run token -- --list):\n${rows.join('\n')}\n`;
}

function paste(url: string, dataDir: string): string {
  const body = JSON.stringify({ query: query.replace(/\s+/g, ' ') });
  const here = placeOf(dataDir);
  return `  In another terminal, in this folder, paste:

    curl -s ${url}/graphql -H "authorization: Bearer $(${here}npm run -s token -- guardian)" \\
      -H 'content-type: application/json' --data '${body}'

  ${here}npm run demo:message lets the teacher write to the guardian. Ctrl-C stops the program.
`;
}

/** Commands find the program by its data directory, which is named where it is not the usual one. */
function placeOf(dataDir: string): string {
  const usual = dataDir === resolve('.data');
  return usual ? '' : `DATA_DIR='${dataDir.replaceAll("'", `'\\''`)}' `;
}
