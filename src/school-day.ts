const MILLISECONDS_A_DAY = 86_400_000;

/** The day before a day, both `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

const inNorway = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });

/** The day that it is in Norway at a moment, `YYYY-MM-DD`. */
export function norwegianDayOf(moment: Date): string {
  return inNorway.format(moment);
}
