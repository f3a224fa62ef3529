import { advice } from '../../../src/errors/advice.js';
import { catalogue, type ErrorCode } from '../../../src/errors/catalogue.js';

const HEAD = `# Errors

Every error that a client can meet has a code of this list. Codes are contract: they do not change their meaning, and a
new one comes with a release. Messages may be reworded; they come in nb, nn or en by \`Accept-Language\`, English where it
names none of them.

- What the user can mend comes as data: \`userErrors { code field message }\` in the payload of the act, and nothing was
  written. \`field\` is the path of the input field.
- All else comes in \`errors\`, with \`extensions { code requestId }\` and nothing more: no stack, no SQL, nobody’s data.
  \`requestId\` is what to quote; the server’s log knows it.
- The status is that of an answer that was refused whole. An answer with some data has 200, and an error for each field
  that could not be answered.
- Treat a code that you do not know like the others of its status.
`;

/** The page of all codes, from the catalogue. */
export function errorsPage(): string {
  const codes = Object.keys(catalogue).sort() as ErrorCode[];
  return [HEAD, ...codes.map(section)].join('\n');
}

function section(code: ErrorCode): string {
  const { status, nb, nn, en } = catalogue[code];
  return `## ${code}

${advice[code]}

| status | nb | nn | en |
| --- | --- | --- | --- |
| ${status} | ${nb} | ${nn} | ${en} |
`;
}
