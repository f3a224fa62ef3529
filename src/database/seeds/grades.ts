import { GradeKind, GradeValue } from '../../../entities/codes/grade.js';
import { Grade } from '../../../entities/grade.js';
import { addDays, earlier } from './calendar.js';
import type { Pupil } from './pupils.js';
import type { Random } from './random.js';
import type { Stay } from './stays.js';
import { BEHAVIOUR, ORDER, type Subject, subjects } from './subjects.js';
import type { Adult, GroupSite, World } from './world.js';

const FIRST_YEAR = 8;
/** Subjects whose first-term grade teachers set early, so that this year has grades in the autumn too. */
const EARLY: readonly string[] = ['NOR01-07', 'MAT01-05', 'ENG01-05'];

const steps = [
  GradeValue.ONE,
  GradeValue.TWO,
  GradeValue.THREE,
  GradeValue.FOUR,
  GradeValue.FIVE,
  GradeValue.SIX,
] as const;

interface Term {
  readonly term: 1 | 2;
  readonly on: string;
  readonly early: boolean;
}

/** Grades in subjects, order and behaviour for each year from 8, for the terms that have come to their end. */
export function addGrades(world: World, pupil: Pupil): void {
  const level = 2.2 + world.random.share() * 3;
  for (const stay of pupil.stays) {
    if (stay.group.year < FIRST_YEAR) continue;
    for (const term of termsOf(world, stay)) {
      addSubjects(world, pupil, stay, term, level);
      if (!term.early) addConduct(world, pupil, stay, term);
    }
    const ended = stay.group.year === 10 && stay.group.schoolYear.endsOn < world.today;
    if (ended) addExams(world, pupil, stay, level);
  }
}

function termsOf({ today, random }: World, { group, from, to }: Stay): readonly Term[] {
  const { begins, startsOn } = group.schoolYear;
  const [first, second] = [`${begins + 1}-01-20`, `${begins + 1}-06-12`];
  const there = (day: string) => from <= day && (to === null || to >= day);
  const terms: Term[] = [];
  if (first <= today && there(first)) terms.push({ term: 1, on: first, early: false });
  if (second <= today && there(second)) terms.push({ term: 2, on: second, early: false });
  const early = addDays(earlier(today, first), -random.between(1, 25));
  if (today < first && early > addDays(startsOn, 40) && there(early))
    terms.push({ term: 1, on: early, early: true });
  return terms;
}

function addSubjects(world: World, pupil: Pupil, stay: Stay, term: Term, level: number): void {
  for (const group of stay.group.groups) {
    if (term.early && !EARLY.includes(group.code)) continue;
    const subject = subjects.find((each) => each.code === group.code);
    const final = term.term === 2 && subject?.finalIn === stay.group.year;
    const kind = final ? GradeKind.FINAL : GradeKind.TERM;
    add(world, pupil, stay, term, { ...subjectOf(group), kind, value: grade(world.random, level) });
  }
}

function addConduct(world: World, pupil: Pupil, stay: Stay, term: Term): void {
  const final = term.term === 2 && stay.group.year === 10;
  const kind = final ? GradeKind.FINAL : GradeKind.TERM;
  for (const { code, name } of [ORDER, BEHAVIOUR]) {
    const share = world.random.share();
    const value =
      share < 0.92 ? GradeValue.GOOD : share < 0.99 ? GradeValue.FAIRLY_GOOD : GradeValue.LITTLE_GOOD;
    add(world, pupil, stay, term, { group: null, code, name, by: stay.group.contact, kind, value });
  }
}

/** One written exam and one oral by draw, at the end of year 10. */
function addExams(world: World, pupil: Pupil, stay: Stay, level: number): void {
  const { random } = world;
  for (const [form, monthDay] of [
    ['written', '06-14'],
    ['oral', '06-18'],
  ] as const) {
    const drawn = random.pick(subjects.filter((subject: Subject) => subject.exam === form));
    const group = stay.group.groups.find((each) => each.code === drawn.code);
    const on = `${stay.group.schoolYear.begins + 1}-${monthDay}`;
    const value = random.chance(0.01) ? GradeValue.NOT_MET : step(random, level);
    if (group)
      add(
        world,
        pupil,
        stay,
        { term: 2, on, early: false },
        { ...subjectOf(group), kind: GradeKind.EXAM, value },
      );
  }
}

interface Assessment {
  readonly group: string | null;
  readonly code: string;
  readonly name: string;
  readonly by: Adult;
  readonly kind: GradeKind;
  readonly value: GradeValue;
}

const subjectOf = (group: GroupSite) => ({
  group: group.id,
  code: group.code,
  name: group.subject,
  by: group.teacher,
});

function add({ tables, ids }: World, pupil: Pupil, stay: Stay, term: Term, assessment: Assessment): void {
  const { group, code, name, by, kind, value } = assessment;
  tables.grade.add({
    id: ids.next(Grade),
    municipality: pupil.site.town.id,
    school: stay.group.site.id,
    child: pupil.id,
    schoolYear: pupil.site.town.yearIds.get(stay.group.schoolYear.begins) ?? '',
    group,
    subjectCode: code,
    subjectName: name,
    kind,
    term: term.term,
    value,
    setBy: by.id,
    setOn: term.on,
  });
}

/** Now and then there is no grade: exempt, or no basis for one. */
function grade(random: Random, level: number): GradeValue {
  const share = random.share();
  if (share < 0.008) return GradeValue.EXEMPT;
  return share < 0.012 ? GradeValue.NO_BASIS : step(random, level);
}

/** Around the level of the pupil, who is better at some things than at others. */
function step(random: Random, level: number): GradeValue {
  const drawn = Math.round(level + (random.share() + random.share() - 1) * 1.6);
  return steps[Math.min(Math.max(drawn, 1), 6) - 1] ?? GradeValue.FOUR;
}
