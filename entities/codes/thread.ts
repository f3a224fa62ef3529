import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum ThreadRole {
  GUARDIAN = 'GUARDIAN',
  TEACHER = 'TEACHER',
}
registerEnumType(ThreadRole, {
  name: 'ThreadRole',
  description: 'On which side somebody takes part in a thread.',
  valuesConfig: {
    GUARDIAN: { description: 'A guardian of the child.' },
    TEACHER: { description: 'Contact teacher of the child’s class, or stands in.' },
  },
});
