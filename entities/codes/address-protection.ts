import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum AddressProtection {
  NONE = 'NONE',
  CLIENT = 'CLIENT',
  CONFIDENTIAL = 'CONFIDENTIAL',
}
registerEnumType(AddressProtection, {
  name: 'AddressProtection',
  description: 'Protection of an address (adressebeskyttelse). A strictly confidential one is never stored.',
  valuesConfig: {
    NONE: { description: 'Ugradert.' },
    CLIENT: { description: 'Klientadresse.' },
    CONFIDENTIAL: { description: 'Fortrolig.' },
  },
});
