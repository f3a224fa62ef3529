import { standInPeople } from '../database/seeds/people.js';

const query = `{ viewer { children { name school { name } schoolClass { name contactTeachers { teacher { name } } }
    absences(first: 3) { nodes { day reason } } sfoPlacements { group { name } today { checkedInAt } } } } }`;

/** What a first-time visitor reads when the program is up: addresses, people, and something to paste. */
export function greeting(url: string, demo: boolean): string {
  const addresses = `
  GraphQL     ${url}/graphql
  Schema      ${url}/schema.graphql
  Health      ${url}/ready   ${url}/metrics
`;
  return demo ? `${addresses}\n${people()}\n${paste(url)}` : addresses;
}

function people(): string {
  const shown = ['guardian', 'pupil-15', 'contact-teacher', 'school-office', 'sfo-staff', 'municipal-admin'];
  const rows = standInPeople
    .filter((person) => shown.includes(person.who))
    .map((person) => `    ${person.who.padEnd(18)}${person.name.padEnd(28)}${person.about}`);
  return `  Synthetic people who can sign in (all of them: npm run token -- --list):\n${rows.join('\n')}\n`;
}

function paste(url: string): string {
  return `  In another terminal, paste:

    curl -s ${url}/graphql -H "authorization: Bearer $(npm run -s token -- guardian)" \\
      -H 'content-type: application/json' --data '${JSON.stringify({ query: query.replace(/\s+/g, ' ') })}'
`;
}
