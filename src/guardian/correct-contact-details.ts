import { DataOrigin } from '../../entities/codes/data-origin.js';
import { PersonContact } from '../../entities/person-contact.js';
import { refused } from '../errors/refusal.js';
import type { Work } from '../writing/work.js';

/** What a guardian corrects; what is left out stays as it is, and null takes the value away. */
export interface ContactCorrection {
  readonly email?: string | null | undefined;
  readonly mobile?: string | null | undefined;
}

const emailForm = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;
const mobileForm = /^\+[1-9]\d{6,14}$/;

/**
 * A guardian corrects her own e-mail and mobile, in every municipality that knows her: it is one person who moves.
 * @throws Refusal NOTHING_TO_CHANGE, EMAIL_INVALID, MOBILE_INVALID.
 */
export async function correctContactDetails(
  work: Work,
  input: ContactCorrection,
): Promise<Record<string, never>> {
  const correction = checked(input);
  const contacts = await work.em.find(PersonContact, { person: { $in: [...work.viewer.personIds] } });
  for (const contact of contacts) {
    Object.assign(contact, correction, { origin: DataOrigin.SELF, confirmedAt: work.now });
    work.announce('contact.corrected', contact.municipality, { person: contact.person });
  }
  return {};
}

function checked(input: ContactCorrection): { email?: string | null; mobile?: string | null } {
  const email = input.email?.trim();
  const mobile = input.mobile?.replace(/[\s-]/g, '');
  if (input.email === undefined && input.mobile === undefined) throw refused('NOTHING_TO_CHANGE', 'email');
  if (email !== undefined && (email.length > 254 || !emailForm.test(email)))
    throw refused('EMAIL_INVALID', 'email');
  if (mobile !== undefined && !mobileForm.test(mobile)) throw refused('MOBILE_INVALID', 'mobile');
  return {
    ...(input.email === undefined ? {} : { email: email ?? null }),
    ...(input.mobile === undefined ? {} : { mobile: mobile ?? null }),
  };
}
