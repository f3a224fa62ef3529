const DAY = 86_400_000;

/** A school year in Norway: 1 August to 31 July. */
export interface Year {
  /** Such as `2026/27`. */
  readonly name: string;
  /** The calendar year in which it begins. */
  readonly begins: number;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** The day it is in Norway, as `YYYY-MM-DD`. */
export function todayInNorway(now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(now);
}

/**
 * How many minutes of a day have passed in Norway, in whole hours, so that seedings close to each other agree; all of
 * them for a day that is not today.
 */
export function minutesGone(day: string, now = new Date()): number {
  if (day !== todayInNorway(now)) return 24 * 60;
  const hour = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', hour: '2-digit' }).format(now);
  return Number(hour) * 60;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** Days from the first to the second. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

export function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

export function schoolYear(begins: number): Year {
  const name = `${begins}/${String(begins + 1).slice(2)}`;
  return { name, begins, startsOn: `${begins}-08-01`, endsOn: `${begins + 1}-07-31` };
}

export function schoolYearOf(day: string): Year {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return schoolYear(month >= 8 ? year : year - 1);
}

/** A point in time for PostgreSQL, which knows when Norway has summer time. */
export function at(day: string, minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00 Europe/Oslo`;
}

/**
 * School days from one day to another. The last day always counts: a demo that is started on a Sunday would else show
 * an empty register.
 */
export function schoolDays(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) if (isSchoolDay(day)) days.push(day);
  return [...days, to];
}

function isSchoolDay(day: string): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(day);
}

/** Holidays as most municipalities set them: summer, autumn in week 40, Christmas, winter in week 8, Easter, May. */
function isHoliday(day: string): boolean {
  const monthDay = day.slice(5);
  if (monthDay > '06-19' && monthDay < '08-17') return true;
  if (monthDay > '12-20' || monthDay < '01-03') return true;
  if (monthDay === '05-01' || monthDay === '05-17') return true;
  if ([8, 40].includes(isoWeek(day))) return true;
  const sinceEaster = daysBetween(easterSunday(Number(day.slice(0, 4))), day);
  return (sinceEaster >= -6 && sinceEaster <= 1) || sinceEaster === 39 || sinceEaster === 50;
}

function isoWeek(day: string): number {
  const weekday = new Date(day).getUTCDay() || 7;
  const thursday = addDays(day, 4 - weekday);
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
}

/** Easter Sunday of the Gregorian calendar (Gauss, with the corrections of Lichtenberg). */
function easterSunday(year: number): string {
  const century = Math.floor(year / 100);
  const moon = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sun = 2 - Math.floor((3 * century + 3) / 4);
  const lunar = year % 19;
  const seed = (19 * lunar + moon) % 30;
  const fix = Math.floor((seed + Math.floor(lunar / 11)) / 29);
  const limit = 21 + seed - fix;
  const sunday = 7 - ((year + Math.floor(year / 4) + sun) % 7);
  return addDays(`${year}-03-01`, limit + 7 - ((limit - sunday) % 7) - 1);
}
