import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum BlockReason {
  COURT_ORDER = 'COURT_ORDER',
  CHILD_WELFARE = 'CHILD_WELFARE',
  RESTRAINING_ORDER = 'RESTRAINING_ORDER',
  SAFETY = 'SAFETY',
  IDENTITY_UNCLEAR = 'IDENTITY_UNCLEAR',
}
registerEnumType(BlockReason, {
  name: 'BlockReason',
  description: 'Why a guardian’s access is blocked. A code and never free text.',
  valuesConfig: {
    COURT_ORDER: { description: 'A court has decided it.' },
    CHILD_WELFARE: { description: 'The child welfare service has decided it.' },
    RESTRAINING_ORDER: { description: 'A restraining order (besøksforbud); it is not in any register.' },
    SAFETY: { description: 'The school’s own judgement of the child’s safety.' },
    IDENTITY_UNCLEAR: { description: 'It is not certain who signs in.' },
  },
});
