import { nameWithoutIdentityNumbers } from '../errors/identity-number.js';

/** How much of an operation's name is kept, in characters. */
const NAME_MOST = 100;

/** What is written of every look of one operation. */
export interface AccessLook {
  readonly operationName: string | undefined;
  readonly requestId: string;
}

/** An operation's name as it is kept. */
export function nameInLog({ operationName }: AccessLook): string | null {
  return operationName === undefined ? null : nameWithoutIdentityNumbers(operationName).slice(0, NAME_MOST);
}
