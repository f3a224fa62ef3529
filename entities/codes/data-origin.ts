import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum DataOrigin {
  REGISTER = 'REGISTER',
  CONTACT_REGISTER = 'CONTACT_REGISTER',
  SELF = 'SELF',
  SCHOOL = 'SCHOOL',
}
registerEnumType(DataOrigin, {
  name: 'DataOrigin',
  description: 'Where a value comes from.',
  valuesConfig: {
    REGISTER: { description: 'The national population register (Folkeregisteret).' },
    CONTACT_REGISTER: { description: 'The contact and reservation register (KRR).' },
    SELF: { description: 'The person.' },
    SCHOOL: { description: 'The school.' },
  },
});
