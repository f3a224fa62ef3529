import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum ContactTeacherKind {
  CONTACT = 'CONTACT',
  SUBSTITUTE = 'SUBSTITUTE',
}
registerEnumType(ContactTeacherKind, {
  name: 'ContactTeacherKind',
  description: 'Whether somebody is the contact teacher or stands in.',
  valuesConfig: {
    CONTACT: { description: 'The contact teacher.' },
    SUBSTITUTE: { description: 'Stands in for a period.' },
  },
});
