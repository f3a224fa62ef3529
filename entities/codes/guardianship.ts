import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum Relationship {
  MOTHER = 'MOTHER',
  FATHER = 'FATHER',
  CO_MOTHER = 'CO_MOTHER',
  FOSTER_PARENT = 'FOSTER_PARENT',
  OTHER = 'OTHER',
}
registerEnumType(Relationship, {
  name: 'Relationship',
  description: 'What an adult is to a child.',
  valuesConfig: {
    MOTHER: { description: 'Mor.' },
    FATHER: { description: 'Far.' },
    CO_MOTHER: { description: 'Medmor.' },
    FOSTER_PARENT: { description: 'Fosterforelder.' },
    OTHER: { description: 'Another guardian, such as a legal guardian (verge).' },
  },
});

export enum GuardianAccess {
  FULL = 'FULL',
  READ = 'READ',
  NONE = 'NONE',
}
registerEnumType(GuardianAccess, {
  name: 'GuardianAccess',
  description: 'What a guardian may do through this API.',
  valuesConfig: {
    FULL: { description: 'Reads, and acts for the child.' },
    READ: { description: 'Reads, and does not act.' },
    NONE: { description: 'Known to the school, without access here (no parental responsibility).' },
  },
});
