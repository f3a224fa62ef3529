import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum Sex {
  FEMALE = 'FEMALE',
  MALE = 'MALE',
}
registerEnumType(Sex, {
  name: 'Sex',
  description: 'Sex in the population register.',
  valuesConfig: { FEMALE: { description: 'Kvinne.' }, MALE: { description: 'Mann.' } },
});
