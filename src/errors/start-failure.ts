/** Why the program could not start, and the exit status that says so (the numbers of sysexits.h where one fits). */
const exitStatuses = {
  CONFIG_INVALID: 78,
  PORT_IN_USE: 73,
  ALREADY_RUNNING: 75,
  DATABASE_UNAVAILABLE: 69,
  DATABASE_TOO_OLD: 76,
  DATABASE_AHEAD: 76,
  DATABASE_BEHIND: 76,
  DATABASE_ROLE_UNSAFE: 77,
  DATABASE_BROKEN: 74,
  UNEXPECTED: 70,
} as const;

export type StartFailureCode = keyof typeof exitStatuses;

/** A failure that an operator can mend: one sentence, a code and an exit status; never a stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';

  constructor(
    readonly code: StartFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get exitStatus(): number {
    return exitStatuses[this.code];
  }
}
