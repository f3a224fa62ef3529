import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum WrittenStandard {
  BOKMAL = 'BOKMAL',
  NYNORSK = 'NYNORSK',
}
registerEnumType(WrittenStandard, {
  name: 'WrittenStandard',
  description: 'Written standard of Norwegian (målform).',
  valuesConfig: { BOKMAL: { description: 'Bokmål.' }, NYNORSK: { description: 'Nynorsk.' } },
});
