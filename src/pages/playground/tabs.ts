import type { Who } from '../asking/who.js';
import { type Example, type Look, NEW_KEY, variablesOf } from './examples.js';

/** One tab as GraphiQL takes it. */
export interface Tab {
  readonly query: string;
  readonly variables: string | null;
}

/** What each role meets first: a query, an act and a stream where the role has them. */
const firstOf: Readonly<Record<string, readonly string[]>> = {
  GUARDIAN: ['guardian-home', 'send-message', 'message-received'],
  PUPIL: ['pupil', 'check-in-recorded'],
  TEACHER: ['school-class', 'send-message', 'message-received'],
  SFO_STAFF: ['sfo-board', 'check-in-child', 'check-in-recorded'],
  SFO_LEADER: ['sfo-board', 'check-in-child', 'check-in-recorded'],
  SCHOOL_OFFICE: ['school', 'move-child-to-class', 'check-in-recorded'],
  PRINCIPAL: ['school', 'move-child-to-class', 'check-in-recorded'],
  MUNICIPAL_ADMIN: ['children', 'appoint-contact-teacher', 'schools'],
  ARCHIVIST: ['children', 'schools'],
  DATA_PROTECTION_OFFICER: ['access-log', 'schools'],
};
/** For somebody who sends a token of their own. */
const ofNobody = ['guardian-home', 'message-received'];

/** The names of the examples that come first for somebody, each once. */
function namesFor(who: Pick<Who, 'roles'> | undefined): readonly string[] {
  const names = [...new Set((who?.roles ?? []).flatMap((role) => firstOf[role] ?? []))];
  return names.length > 0 ? names : ofNobody;
}

/** The tabs for somebody who comes for the first time. */
export function tabsFor(
  who: Pick<Who, 'roles'> | undefined,
  examples: readonly Example[],
  lookUp?: Look,
): Promise<readonly Tab[]> {
  const found = namesFor(who).flatMap((name) => examples.find((example) => example.name === name) ?? []);
  return Promise.all(found.map((example) => tabOf(example, lookUp)));
}

/** An example, with variables that hold for whoever has signed in. */
async function tabOf(example: Example, lookUp?: Look): Promise<Tab> {
  const variables = await variablesOf(example, lookUp);
  const hasKey = Object.values(variables).includes(NEW_KEY);
  const note = hasKey ? `# "key": "${NEW_KEY}" makes a new key at each run.\n` : '';
  return {
    query: `# ${example.title}\n${note}\n${example.document.trim()}\n`,
    variables: Object.keys(variables).length > 0 ? JSON.stringify(variables, null, 2) : null,
  };
}
