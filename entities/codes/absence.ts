import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum AbsenceReason {
  ILLNESS = 'ILLNESS',
  HEALTH_APPOINTMENT = 'HEALTH_APPOINTMENT',
  LEAVE_GRANTED = 'LEAVE_GRANTED',
  LATE = 'LATE',
  UNEXPLAINED = 'UNEXPLAINED',
  OTHER = 'OTHER',
}
registerEnumType(AbsenceReason, {
  name: 'AbsenceReason',
  description: 'Why a child was away. Codes and never free text: health shows through them (GDPR article 9).',
  valuesConfig: {
    ILLNESS: { description: 'Ill.' },
    HEALTH_APPOINTMENT: { description: 'At a doctor, a dentist or another health service.' },
    LEAVE_GRANTED: { description: 'Leave that the school has granted.' },
    LATE: { description: 'Came late.' },
    UNEXPLAINED: { description: 'Nobody has said why.' },
    OTHER: { description: 'Another reason, known to the school.' },
  },
});
