import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum PlacementKind {
  FULL = 'FULL',
  HALF = 'HALF',
  FREE_HOURS = 'FREE_HOURS',
}
registerEnumType(PlacementKind, {
  name: 'PlacementKind',
  description: 'How much of the week an SFO place covers.',
  valuesConfig: {
    FULL: { description: 'A full place.' },
    HALF: { description: 'A half place.' },
    FREE_HOURS: { description: 'The twelve free hours a week of years 1–3 alone.' },
  },
});

export enum PlacementStatus {
  OFFERED = 'OFFERED',
  ACTIVE = 'ACTIVE',
  TERMINATED = 'TERMINATED',
}
registerEnumType(PlacementStatus, {
  name: 'PlacementStatus',
  description: 'Where an SFO place stands.',
  valuesConfig: {
    OFFERED: { description: 'Offered, not yet accepted.' },
    ACTIVE: { description: 'Accepted.' },
    TERMINATED: { description: 'Ended, or ends on its last day.' },
  },
});
