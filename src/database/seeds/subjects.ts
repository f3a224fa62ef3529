/** A subject of the lower secondary school. */
export interface Subject {
  /** Code of the curriculum in Grep (LK20). */
  readonly code: string;
  readonly name: string;
  /** The year in which the final grade is set. */
  readonly finalIn: 9 | 10;
  /** The form of the exam, where it has one. */
  readonly exam?: 'written' | 'oral';
}

/** Source: Udir, læreplanverket LK20, and fag- og timefordelingen for grunnskolen. */
export const subjects: readonly Subject[] = [
  { code: 'NOR01-07', name: 'Norsk', finalIn: 10, exam: 'written' },
  { code: 'MAT01-05', name: 'Matematikk', finalIn: 10, exam: 'written' },
  { code: 'ENG01-05', name: 'Engelsk', finalIn: 10, exam: 'written' },
  { code: 'NAT01-04', name: 'Naturfag', finalIn: 10, exam: 'oral' },
  { code: 'SAF01-04', name: 'Samfunnsfag', finalIn: 10, exam: 'oral' },
  { code: 'RLE01-03', name: 'KRLE', finalIn: 10, exam: 'oral' },
  { code: 'FSP01-04', name: 'Fremmedspråk', finalIn: 10, exam: 'oral' },
  { code: 'KHV01-02', name: 'Kunst og håndverk', finalIn: 10 },
  { code: 'MUS01-02', name: 'Musikk', finalIn: 10 },
  { code: 'KRO01-05', name: 'Kroppsøving', finalIn: 10 },
  { code: 'MHE01-02', name: 'Mat og helse', finalIn: 9 },
];

export const ORDER = { code: 'ORDEN', name: 'Orden' } as const;
export const BEHAVIOUR = { code: 'ATFERD', name: 'Atferd' } as const;

/** The subject of the stand-in subject teacher. */
export const MATHEMATICS = 'MAT01-05';
