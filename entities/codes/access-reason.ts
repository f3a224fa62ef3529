import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum AccessRule {
  GUARDIAN = 'GUARDIAN',
  SELF = 'SELF',
  SCHOOL = 'SCHOOL',
  CONTACT_TEACHER = 'CONTACT_TEACHER',
  TEACHING_GROUP = 'TEACHING_GROUP',
  SFO = 'SFO',
  MUNICIPALITY = 'MUNICIPALITY',
}
registerEnumType(AccessRule, {
  name: 'AccessRule',
  description: 'The rule by which a viewer can see a child.',
  valuesConfig: {
    GUARDIAN: { description: 'You are the child’s guardian.' },
    SELF: { description: 'You are the child.' },
    SCHOOL: { description: 'You lead the child’s school, or keep its register.' },
    CONTACT_TEACHER: { description: 'You are contact teacher of the child’s class, or stand in.' },
    TEACHING_GROUP: { description: 'You teach the child in a teaching group.' },
    SFO: { description: 'You work in the SFO where the child has a place.' },
    MUNICIPALITY: { description: 'You have a role for the whole municipality.' },
  },
});
