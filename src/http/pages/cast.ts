/** Whom the start page offers to be, by the words of `npm run token`, in this order. */
export const castWords = [
  'guardian',
  'contact-teacher',
  'pupil-15',
  'sfo-staff',
  'school-office',
  'principal',
  'municipal-admin',
  'data-protection-officer',
  'guardian-blocked',
] as const;
export type CastWord = (typeof castWords)[number];
