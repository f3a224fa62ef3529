import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum GradeKind {
  TERM = 'TERM',
  FINAL = 'FINAL',
  EXAM = 'EXAM',
}
registerEnumType(GradeKind, {
  name: 'GradeKind',
  description: 'Which assessment a grade belongs to.',
  valuesConfig: {
    TERM: { description: 'Half-year assessment (halvårsvurdering).' },
    FINAL: { description: 'Final grade (standpunkt).' },
    EXAM: { description: 'Exam grade.' },
  },
});

export enum GradeValue {
  ONE = 'ONE',
  TWO = 'TWO',
  THREE = 'THREE',
  FOUR = 'FOUR',
  FIVE = 'FIVE',
  SIX = 'SIX',
  EXEMPT = 'EXEMPT',
  NO_BASIS = 'NO_BASIS',
  NOT_MET = 'NOT_MET',
  GOOD = 'GOOD',
  FAIRLY_GOOD = 'FAIRLY_GOOD',
  LITTLE_GOOD = 'LITTLE_GOOD',
}
registerEnumType(GradeValue, {
  name: 'GradeValue',
  description:
    'The value of a grade: 1–6 in subjects, three steps in order and behaviour, or why there is none.',
  valuesConfig: {
    ONE: { description: '1.' },
    TWO: { description: '2.' },
    THREE: { description: '3.' },
    FOUR: { description: '4.' },
    FIVE: { description: '5.' },
    SIX: { description: '6.' },
    EXEMPT: { description: 'F: exempt (fritatt).' },
    NO_BASIS: { description: 'IV: no basis for assessment (ikke vurderingsgrunnlag).' },
    NOT_MET: { description: 'IM: did not attend the exam (ikke møtt).' },
    GOOD: { description: 'G: good; order and behaviour only.' },
    FAIRLY_GOOD: { description: 'NG: fairly good; order and behaviour only.' },
    LITTLE_GOOD: { description: 'LG: little good; order and behaviour only.' },
  },
});
