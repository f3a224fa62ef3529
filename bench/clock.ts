/** Milliseconds of a clock that all processes of this machine share. */
export const sharedClock = (): number => Number(process.hrtime.bigint()) / 1_000_000;
