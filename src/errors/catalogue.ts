/** The languages that the API answers in: the two written standards of Norwegian, and English. */
export const languages = ['nb', 'nn', 'en'] as const;
export type Language = (typeof languages)[number];

/** One entry of the catalogue: the HTTP status of a whole answer refused with it, and its sentence in each language. */
export interface CatalogueEntry extends Record<Language, string> {
  readonly status: number;
}

/**
 * Every code that a client can meet, in `errors[].extensions.code` or in `userErrors[].code`. The list is closed:
 * an error that is not in it is answered as INTERNAL_ERROR. Codes are contract, sentences are not.
 */
export const catalogue = {
  TOKEN_MISSING: {
    status: 401,
    nb: 'Innlogging kreves: send et tilgangstoken i Authorization-hodet.',
    nn: 'Innlogging krevst: send eit tilgangstoken i Authorization-hovudet.',
    en: 'Sign-in is required: send an access token in the Authorization header.',
  },
  TOKEN_INVALID: {
    status: 401,
    nb: 'Tilgangstokenet er ikke gyldig.',
    nn: 'Tilgangstokenet er ikkje gyldig.',
    en: 'The access token is not valid.',
  },
  TOKEN_EXPIRED: {
    status: 401,
    nb: 'Tilgangstokenet er utløpt. Logg inn på nytt.',
    nn: 'Tilgangstokenet er gått ut. Logg inn på nytt.',
    en: 'The access token has expired. Sign in again.',
  },
  TOKEN_FOREIGN: {
    status: 401,
    nb: 'Tilgangstokenet er utstedt av eller til noen andre enn denne tjenesten godtar.',
    nn: 'Tilgangstokenet er skrive ut av eller til nokon andre enn denne tenesta godtek.',
    en: 'The access token was issued by or for someone that this service does not accept.',
  },
  TOKEN_TOO_WEAK: {
    status: 401,
    nb: 'Innloggingen har for lavt sikkerhetsnivå.',
    nn: 'Innlogginga har for lågt tryggleiksnivå.',
    en: 'The level of assurance of the sign-in is too low.',
  },
  NO_ACCESS: {
    status: 403,
    nb: 'Du er innlogget, men har ingen tilgang her.',
    nn: 'Du er innlogga, men har ingen tilgang her.',
    en: 'You are signed in, but have no access here.',
  },
  FORBIDDEN: {
    status: 403,
    nb: 'Rollen din har ikke tilgang til dette.',
    nn: 'Rolla di har ikkje tilgang til dette.',
    en: 'Your role has no access to this.',
  },
  NOT_FOUND: {
    status: 404,
    nb: 'Finnes ikke, eller du har ikke tilgang.',
    nn: 'Finst ikkje, eller du har ikkje tilgang.',
    en: 'Does not exist, or you have no access to it.',
  },
  SYNTAX_INVALID: {
    status: 400,
    nb: 'Spørringen er ikke gyldig GraphQL.',
    nn: 'Spørjinga er ikkje gyldig GraphQL.',
    en: 'The document is not valid GraphQL.',
  },
  OPERATION_INVALID: {
    status: 400,
    nb: 'Spørringen passer ikke med skjemaet.',
    nn: 'Spørjinga passar ikkje med skjemaet.',
    en: 'The document does not fit the schema.',
  },
  VARIABLES_INVALID: {
    status: 400,
    nb: 'Variablene passer ikke med spørringen.',
    nn: 'Variablane passar ikkje med spørjinga.',
    en: 'The variables do not fit the operation.',
  },
  REQUEST_INVALID: {
    status: 400,
    nb: 'Forespørselen er ikke en GraphQL-forespørsel.',
    nn: 'Førespurnaden er ikkje ein GraphQL-førespurnad.',
    en: 'The request is not a GraphQL request.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    nb: 'Metoden kan ikke brukes her. Send mutasjoner med POST.',
    nn: 'Metoden kan ikkje brukast her. Send mutasjonar med POST.',
    en: 'The method can not be used here. Send mutations by POST.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    nb: 'Svaret finnes bare som application/json eller application/graphql-response+json.',
    nn: 'Svaret finst berre som application/json eller application/graphql-response+json.',
    en: 'The answer exists as application/json or application/graphql-response+json only.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 415,
    nb: 'Forespørselen må sendes som application/json.',
    nn: 'Førespurnaden må sendast som application/json.',
    en: 'The request must be sent as application/json.',
  },
  INTROSPECTION_OFF: {
    status: 400,
    nb: 'Introspeksjon er slått av. Skjemaet ligger på /schema.graphql.',
    nn: 'Introspeksjon er slått av. Skjemaet ligg på /schema.graphql.',
    en: 'Introspection is switched off. The schema is at /schema.graphql.',
  },
  DOCUMENT_UNKNOWN: {
    status: 400,
    nb: 'Ingen kjent spørring har denne id-en.',
    nn: 'Inga kjend spørjing har denne id-en.',
    en: 'No known document has this id.',
  },
  DOCUMENT_NOT_TRUSTED: {
    status: 403,
    nb: 'Her besvares bare spørringer som er kjent på forhånd.',
    nn: 'Her blir det berre svart på spørjingar som er kjende på førehand.',
    en: 'Only documents that are known beforehand are answered here.',
  },
  SUBSCRIPTION_NEEDS_WEBSOCKET: {
    status: 400,
    nb: 'Abonnementer går over WebSocket.',
    nn: 'Abonnement går over WebSocket.',
    en: 'Subscriptions are served over WebSocket.',
  },
  INPUT_INVALID: {
    status: 400,
    nb: 'Verdien er ikke gyldig.',
    nn: 'Verdien er ikkje gyldig.',
    en: 'The value is not valid.',
  },
  CURSOR_INVALID: {
    status: 400,
    nb: 'Markøren hører ikke til denne listen.',
    nn: 'Markøren høyrer ikkje til denne lista.',
    en: 'The cursor does not belong to this list.',
  },
  PAGE_SIZE_INVALID: {
    status: 400,
    nb: '«first» må være et heltall fra 1 til 100.',
    nn: '«first» må vere eit heiltal frå 1 til 100.',
    en: '"first" must be a whole number from 1 to 100.',
  },
  OPERATION_TOO_DEEP: {
    status: 400,
    nb: 'Spørringen er for dyp.',
    nn: 'Spørjinga er for djup.',
    en: 'The operation is nested too deeply.',
  },
  OPERATION_TOO_LARGE: {
    status: 400,
    nb: 'Spørringen er for stor.',
    nn: 'Spørjinga er for stor.',
    en: 'The operation is too large.',
  },
  OPERATION_TOO_COSTLY: {
    status: 400,
    nb: 'Spørringen kan gi for mange noder. Be om færre.',
    nn: 'Spørjinga kan gi for mange nodar. Be om færre.',
    en: 'The operation could return too many nodes. Ask for fewer.',
  },
  OPERATION_TOO_SLOW: {
    status: 503,
    nb: 'Spørringen tok for lang tid og ble avbrutt.',
    nn: 'Spørjinga tok for lang tid og vart avbroten.',
    en: 'The operation took too long and was cancelled.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    nb: 'Forespørselen er for stor.',
    nn: 'Førespurnaden er for stor.',
    en: 'The request is too large.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    nb: 'Idempotensnøkkelen er alt brukt til noe annet.',
    nn: 'Idempotensnøkkelen er alt brukt til noko anna.',
    en: 'The idempotency key has already been used for something else.',
  },
  RESYNC_REQUIRED: {
    status: 410,
    nb: 'Strømmen kan ikke fortsette herfra. Hent på nytt det du viser, og abonner uten markør.',
    nn: 'Straumen kan ikkje halde fram herifrå. Hent på nytt det du viser, og abonner utan markør.',
    en: 'The stream can not be resumed from here. Fetch again what you show, and subscribe without a cursor.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    status: 429,
    nb: 'For mange abonnementer på én forbindelse.',
    nn: 'For mange abonnement på éi tilkopling.',
    en: 'Too many subscriptions on one connection.',
  },
  RATE_LIMITED: {
    status: 429,
    nb: 'For mange forespørsler på kort tid. Vent litt og prøv igjen.',
    nn: 'For mange førespurnader på kort tid. Vent litt og prøv igjen.',
    en: 'Too many requests in a short time. Wait a little and try again.',
  },
  SESSION_ENDED: {
    status: 401,
    nb: 'Økten er over. Logg inn på nytt.',
    nn: 'Økta er over. Logg inn på nytt.',
    en: 'The session has ended. Sign in again.',
  },
  ORIGIN_FOREIGN: {
    status: 403,
    nb: 'Innloggingen i nettleseren gjelder bare for våre egne sider.',
    nn: 'Innlogginga i nettlesaren gjeld berre for våre eigne sider.',
    en: 'The sign-in of the browser holds for our own pages only.',
  },
  SIGN_IN_FAILED: {
    status: 400,
    nb: 'Innloggingen ble ikke fullført. Prøv igjen.',
    nn: 'Innlogginga vart ikkje fullført. Prøv igjen.',
    en: 'The sign-in was not completed. Try again.',
  },
  SIGN_IN_CANCELLED: {
    status: 400,
    nb: 'Innloggingen ble avbrutt.',
    nn: 'Innlogginga vart avbroten.',
    en: 'The sign-in was cancelled.',
  },
  SIGN_IN_OFF: {
    status: 404,
    nb: 'Innlogging i nettleseren er ikke slått på her.',
    nn: 'Innlogging i nettlesaren er ikkje slått på her.',
    en: 'Sign-in in the browser is not switched on here.',
  },
  UNAVAILABLE: {
    status: 503,
    nb: 'Tjenesten er ikke tilgjengelig akkurat nå. Prøv igjen.',
    nn: 'Tenesta er ikkje tilgjengeleg akkurat no. Prøv igjen.',
    en: 'The service is not available right now. Try again.',
  },
  INTERNAL_ERROR: {
    status: 500,
    nb: 'Noe gikk galt hos oss. Oppgi forespørselens id om du melder fra.',
    nn: 'Noko gjekk gale hos oss. Gi opp id-en til førespurnaden om du melder frå.',
    en: 'Something went wrong on our side. Quote the request id if you report it.',
  },
  EMAIL_INVALID: {
    status: 400,
    nb: 'E-postadressen er ikke gyldig.',
    nn: 'E-postadressa er ikkje gyldig.',
    en: 'The e-mail address is not valid.',
  },
  MOBILE_INVALID: {
    status: 400,
    nb: 'Mobilnummeret er ikke gyldig. Skriv det med landkode, for eksempel +47 40 00 00 00.',
    nn: 'Mobilnummeret er ikkje gyldig. Skriv det med landkode, til dømes +47 40 00 00 00.',
    en: 'The mobile number is not valid. Write it with country code, such as +47 40 00 00 00.',
  },
  NOTHING_TO_CHANGE: {
    status: 400,
    nb: 'Ingenting å endre.',
    nn: 'Ingenting å endre.',
    en: 'There is nothing to change.',
  },
  ALREADY_BLOCKED: {
    status: 409,
    nb: 'Tilgangen er alt sperret.',
    nn: 'Tilgangen er alt sperra.',
    en: 'Access is already blocked.',
  },
  OWN_CASE: {
    status: 403,
    nb: 'Du kan ikke avgjøre tilgang til ditt eget barn. La en kollega gjøre det.',
    nn: 'Du kan ikkje avgjere tilgang til ditt eige barn. Lat ein kollega gjere det.',
    en: 'You can not decide on access to a child of your own. Leave it to a colleague.',
  },
  NOT_BLOCKED: {
    status: 409,
    nb: 'Tilgangen er ikke sperret.',
    nn: 'Tilgangen er ikkje sperra.',
    en: 'Access is not blocked.',
  },
  CLASS_IN_OTHER_SCHOOL: {
    status: 400,
    nb: 'Klassen hører til en annen skole.',
    nn: 'Klassen høyrer til ein annan skule.',
    en: 'The class belongs to another school.',
  },
  CLASS_UNCHANGED: {
    status: 400,
    nb: 'Barnet går alt i denne klassen.',
    nn: 'Barnet går alt i denne klassen.',
    en: 'The child is already in this class.',
  },
  DATES_INVALID: {
    status: 400,
    nb: 'Sluttdatoen er før startdatoen.',
    nn: 'Sluttdatoen er før startdatoen.',
    en: 'The end date is before the start date.',
  },
  NOT_A_TEACHER_HERE: {
    status: 400,
    nb: 'Personen er ikke lærer ved denne skolen i perioden.',
    nn: 'Personen er ikkje lærar ved denne skulen i perioden.',
    en: 'The person is not a teacher at this school in the period.',
  },
  ALREADY_APPOINTED: {
    status: 400,
    nb: 'Personen er alt kontaktlærer eller vikar for klassen i perioden.',
    nn: 'Personen er alt kontaktlærar eller vikar for klassen i perioden.',
    en: 'The person is contact teacher of the class, or stands in, in the period already.',
  },
  NO_SFO_PLACE: {
    status: 400,
    nb: 'Barnet har ingen aktiv SFO-plass her i dag.',
    nn: 'Barnet har ingen aktiv SFO-plass her i dag.',
    en: 'The child has no active place at SFO here today.',
  },
  ALREADY_CHECKED_IN: {
    status: 409,
    nb: 'Barnet er alt krysset inn i dag.',
    nn: 'Barnet er alt kryssa inn i dag.',
    en: 'The child has already been checked in today.',
  },
  NOT_CHECKED_IN: {
    status: 409,
    nb: 'Barnet er ikke krysset inn i dag.',
    nn: 'Barnet er ikkje kryssa inn i dag.',
    en: 'The child has not been checked in today.',
  },
  ALREADY_CHECKED_OUT: {
    status: 409,
    nb: 'Barnet er alt krysset ut i dag.',
    nn: 'Barnet er alt kryssa ut i dag.',
    en: 'The child has already been checked out today.',
  },
  TIMES_INVALID: {
    status: 400,
    nb: 'Barnet kan ikke gå før det kom.',
    nn: 'Barnet kan ikkje gå før det kom.',
    en: 'The child can not leave before it came.',
  },
  TIME_OUT_OF_RANGE: {
    status: 400,
    nb: 'Tidspunktet må være i dag, i løpet av de siste 12 timene.',
    nn: 'Tidspunktet må vere i dag, i løpet av dei siste 12 timane.',
    en: 'The time must be today, within the last 12 hours.',
  },
  TEXT_LENGTH_INVALID: {
    status: 400,
    nb: 'Teksten er tom eller for lang.',
    nn: 'Teksten er tom eller for lang.',
    en: 'The text is empty or too long.',
  },
  IDENTITY_NUMBER_IN_TEXT: {
    status: 400,
    nb: 'Teksten inneholder et fødselsnummer. Ta det ut før du sender.',
    nn: 'Teksten inneheld eit fødselsnummer. Ta det ut før du sender.',
    en: 'The text contains an identity number. Take it out before you send.',
  },
  ACCESS_READ_ONLY: {
    status: 403,
    nb: 'Du kan lese, men ikke skrive, om dette barnet.',
    nn: 'Du kan lese, men ikkje skrive, om dette barnet.',
    en: 'You may read about this child, but not write.',
  },
  NO_CONTACT_TEACHER: {
    status: 409,
    nb: 'Barnet har ingen kontaktlærer i dag.',
    nn: 'Barnet har ingen kontaktlærar i dag.',
    en: 'The child has no contact teacher today.',
  },
  THREAD_ENDED: {
    status: 409,
    nb: 'Barnet går ikke lenger i klassen som samtalen hører til. Begynn en ny.',
    nn: 'Barnet går ikkje lenger i klassen som samtalen høyrer til. Begynn ein ny.',
    en: 'The child no longer goes to the class that the thread belongs to. Begin a new one.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof catalogue;

/** The sentence of a code in a language. */
export function sentence(code: ErrorCode, language: Language): string {
  return catalogue[code][language];
}
