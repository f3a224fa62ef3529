import type { Language } from '../../../errors/catalogue.js';
import type { CastWord } from '../cast.js';

/** The start page’s words. */
export interface StartWords {
  readonly title: string;
  readonly headline: string;
  readonly whatItIs: readonly [string, string, string];
  readonly synthetic: string;
  readonly sheAsks: string;
  readonly sheHears: string;
  readonly toPlayground: string;
  readonly toDocumentation: string;
  readonly signedInAs: string;
  readonly signedIn: string;
  readonly signOut: string;
  readonly signInFailed: string;
  readonly signInAgain: string;
  readonly signInAs: string;
  readonly signInAsLead: string;
  readonly everybody: string;
  readonly signInWith: string;
  readonly live: string;
  readonly liveLead: string;
  readonly liveHow: string;
  readonly liveAway: string;
  readonly liveSource: string;
  readonly teacher: string;
  readonly guardian: string;
  readonly listening: string;
  readonly connecting: string;
  readonly write: string;
  readonly send: string;
  readonly firstMessage: string;
  readonly firstAnswer: string;
  readonly me: string;
  readonly after: string;
  readonly figures: string;
  readonly figuresLead: string;
  readonly requests: string;
  readonly p95: string;
  readonly streams: string;
  readonly lag: string;
  readonly perSecond: string;
  readonly milliseconds: string;
  readonly open: string;
  readonly none: string;
  readonly places: string;
  readonly playground: readonly [string, string];
  readonly schema: readonly [string, string];
  readonly documentation: readonly [string, string];
  readonly errors: readonly [string, string];
  readonly changelog: readonly [string, string];
  readonly health: readonly [string, string];
  readonly cast: Readonly<Record<CastWord, readonly [role: string, about: string]>>;
}

const nb: StartWords = {
  title: 'Start',
  headline: 'Skoledagen, som én graf.',
  whatItIs: [
    'Skolegraf er et åpent GraphQL-API for skolene i en norsk kommune.',
    'Foresatte, elever, lærere, SFO og rådhuset ser hver sin del av den samme grafen, og hører om det som skjer i det øyeblikket det skjer.',
    'Hvem som ser hva, avgjøres tre steder, og til slutt av databasen selv.',
  ],
  synthetic: 'To oppdiktede kommuner er i gang på denne maskinen. Ingen her finnes.',
  sheAsks: 'Ved frokosten spør appen til Kari:',
  sheHears: 'Og den hører når barnet kommer til SFO:',
  toPlayground: 'Åpne lekeplassen',
  toDocumentation: 'Les dokumentasjonen',
  signedInAs: 'Innlogget som',
  signedIn: 'Du er innlogget.',
  signOut: 'Logg ut',
  signInFailed: 'Innloggingen ble ikke fullført.',
  signInAgain: 'Ingenting er endret. Prøv på nytt.',
  signInAs: 'Logg inn som …',
  signInAsLead: 'Velg en person, og se grafen slik den ser ut derfra. Du kommer rett til lekeplassen.',
  everybody: 'Velg blant alle som kan logge inn',
  signInWith: 'Logg inn med',
  live: 'En melding, mens du ser på',
  liveLead: 'Skriv på den ene siden, og les på den andre. Begge hører hverandre over hver sin WebSocket.',
  liveHow: 'Dette skjer',
  liveAway: 'Visningen trenger en nettleser på den samme maskinen som programmet, og at demoen er på.',
  liveSource:
    'Sendt med {mutation}, hørt med {subscription}. Hver part har sitt eget token, og hver hendelse blir godkjent på nytt for den som skal få den.',
  teacher: 'kontaktlærer',
  guardian: 'foresatt',
  listening: 'lytter',
  connecting: 'kobler til …',
  write: 'Skriv til {name}',
  send: 'Send',
  firstMessage: 'Hei! I morgen går vi på tur. Husk varme klær og matpakke.',
  firstAnswer: 'Takk for beskjed! Det skal vi huske.',
  me: 'sendt',
  after: 'etter {ms} ms',
  figures: 'Akkurat nå',
  figuresLead: 'De to siste minuttene på denne noden.',
  requests: 'Operasjoner',
  p95: 'Svartid, p95',
  streams: 'Åpne strømmer',
  lag: 'Hendelser, forsinkelse',
  perSecond: 'i sekundet',
  milliseconds: 'ms',
  open: 'nå',
  none: 'ingen ennå',
  places: 'Veien videre',
  playground: ['Lekeplass', 'Spør, utfør og abonner i nettleseren'],
  schema: ['Skjema', 'Hele kontrakten, med en forklaring til hvert felt'],
  documentation: ['Dokumentasjon', 'Begreper, tilgang, direkte hendelser, drift'],
  errors: ['Feilkoder', 'Hver kode, med setningen på tre språk'],
  changelog: ['Endringer', 'Hva som er nytt'],
  health: ['Tilstand', 'Om noden kan svare nå'],
  cast: {
    guardian: ['Foresatt', 'To barn på samme skole, full tilgang.'],
    'contact-teacher': ['Kontaktlærer', 'Klassen hennes er 9A.'],
    'pupil-15': ['Elev', '15 år, går i 10A.'],
    'sfo-staff': ['SFO-ansatt', 'Krysser barna inn og ut.'],
    'school-office': ['Skolekontor', 'Fører registeret til én skole.'],
    principal: ['Rektor', 'Leder én skole.'],
    'municipal-admin': ['Kommunen', 'Administrerer alle skolene.'],
    'data-protection-officer': ['Personvernombud', 'Leser loggen over hvem som har sett hva.'],
    'guardian-blocked': ['Sperret foresatt', 'Skolen har sperret tilgangen: han ser ingenting.'],
  },
};

const nn: StartWords = {
  ...nb,
  headline: 'Skuledagen, som éin graf.',
  whatItIs: [
    'Skolegraf er eit ope GraphQL-API for skulane i ein norsk kommune.',
    'Føresette, elevar, lærarar, SFO og rådhuset ser kvar sin del av den same grafen, og høyrer om det som skjer i den augneblinken det skjer.',
    'Kven som ser kva, blir avgjort tre stader, og til slutt av databasen sjølv.',
  ],
  synthetic: 'To oppdikta kommunar er i gang på denne maskina. Ingen her finst.',
  sheAsks: 'Ved frukosten spør appen til Kari:',
  sheHears: 'Og han høyrer når barnet kjem til SFO:',
  toPlayground: 'Opne leikeplassen',
  toDocumentation: 'Les dokumentasjonen',
  signedInAs: 'Innlogga som',
  signedIn: 'Du er innlogga.',
  signOut: 'Logg ut',
  signInFailed: 'Innlogginga vart ikkje fullført.',
  signInAgain: 'Ingenting er endra. Prøv på nytt.',
  signInAsLead: 'Vel ein person, og sjå grafen slik han ser ut derifrå. Du kjem rett til leikeplassen.',
  everybody: 'Vel blant alle som kan logge inn',
  live: 'Ei melding, medan du ser på',
  liveLead: 'Skriv på den eine sida, og les på den andre. Begge høyrer kvarandre over kvar sin WebSocket.',
  liveAway: 'Visinga treng ein nettlesar på den same maskina som programmet, og at demoen er på.',
  liveSource:
    'Send med {mutation}, høyrd med {subscription}. Kvar part har sitt eige token, og kvar hending blir godkjend på nytt for den som skal få henne.',
  teacher: 'kontaktlærar',
  guardian: 'føresett',
  listening: 'lyttar',
  connecting: 'koplar til …',
  firstMessage: 'Hei! I morgon går vi på tur. Hugs varme klede og matpakke.',
  firstAnswer: 'Takk for beskjed! Det skal vi hugse.',
  me: 'send',
  figures: 'Akkurat no',
  figuresLead: 'Dei to siste minutta på denne noden.',
  requests: 'Operasjonar',
  streams: 'Opne straumar',
  lag: 'Hendingar, forseinking',
  perSecond: 'i sekundet',
  open: 'no',
  none: 'ingen enno',
  places: 'Vegen vidare',
  playground: ['Leikeplass', 'Spør, utfør og abonner i nettlesaren'],
  schema: ['Skjema', 'Heile kontrakten, med ei forklaring til kvart felt'],
  documentation: ['Dokumentasjon', 'Omgrep, tilgang, direkte hendingar, drift'],
  errors: ['Feilkodar', 'Kvar kode, med setninga på tre språk'],
  changelog: ['Endringar', 'Kva som er nytt'],
  health: ['Tilstand', 'Om noden kan svare no'],
  cast: {
    guardian: ['Føresett', 'To barn på same skule, full tilgang.'],
    'contact-teacher': ['Kontaktlærar', 'Klassen hennar er 9A.'],
    'pupil-15': ['Elev', '15 år, går i 10A.'],
    'sfo-staff': ['SFO-tilsett', 'Kryssar barna inn og ut.'],
    'school-office': ['Skulekontor', 'Fører registeret til éin skule.'],
    principal: ['Rektor', 'Leier éin skule.'],
    'municipal-admin': ['Kommunen', 'Administrerer alle skulane.'],
    'data-protection-officer': ['Personvernombod', 'Les loggen over kven som har sett kva.'],
    'guardian-blocked': ['Sperra føresett', 'Skulen har sperra tilgangen: han ser ingenting.'],
  },
};

const en: StartWords = {
  title: 'Start',
  headline: 'The school day, as one graph.',
  whatItIs: [
    'Skolegraf is an open GraphQL API for the schools of a Norwegian municipality.',
    'Guardians, pupils, teachers, SFO and the town hall each see their own part of the same graph, and hear of what happens the moment it happens.',
    'Who sees what is decided in three places, and in the end by the database itself.',
  ],
  synthetic: 'Two invented municipalities are running on this machine. Nobody here exists.',
  sheAsks: 'At breakfast Kari’s app asks:',
  sheHears: 'And it hears when her child comes to SFO:',
  toPlayground: 'Open the playground',
  toDocumentation: 'Read the documentation',
  signedInAs: 'Signed in as',
  signedIn: 'You are signed in.',
  signOut: 'Sign out',
  signInFailed: 'The sign-in was not completed.',
  signInAgain: 'Nothing has changed. Try again.',
  signInAs: 'Sign in as …',
  signInAsLead:
    'Choose somebody, and see the graph as it looks from there. You come straight to the playground.',
  everybody: 'Choose among all who can sign in',
  signInWith: 'Sign in with',
  live: 'A message, while you watch',
  liveLead: 'Write on one side and read on the other. Each hears the other over a WebSocket of its own.',
  liveHow: 'What happens',
  liveAway: 'This needs a browser on the machine where the program runs, and the demo switched on.',
  liveSource:
    'Sent by {mutation}, heard by {subscription}. Each has a token of its own, and every event is authorised anew for whoever is to get it.',
  teacher: 'contact teacher',
  guardian: 'guardian',
  listening: 'listening',
  connecting: 'connecting …',
  write: 'Write to {name}',
  send: 'Send',
  firstMessage: 'Hello! Tomorrow we go hiking. Remember warm clothes and a packed lunch.',
  firstAnswer: 'Thank you! We will remember.',
  me: 'sent',
  after: 'after {ms} ms',
  figures: 'Right now',
  figuresLead: 'The last two minutes on this node.',
  requests: 'Operations',
  p95: 'Time to answer, p95',
  streams: 'Open streams',
  lag: 'Event lag',
  perSecond: 'a second',
  milliseconds: 'ms',
  open: 'now',
  none: 'none yet',
  places: 'Where to go',
  playground: ['Playground', 'Query, act and subscribe in the browser'],
  schema: ['Schema', 'The whole contract, with a word on every field'],
  documentation: ['Documentation', 'Concepts, access, live events, operating it'],
  errors: ['Error codes', 'Every code, with its sentence in three languages'],
  changelog: ['Changes', 'What is new'],
  health: ['Health', 'Whether this node can answer now'],
  cast: {
    guardian: ['Guardian', 'Two children at one school, full access.'],
    'contact-teacher': ['Contact teacher', 'Her class is 9A.'],
    'pupil-15': ['Pupil', 'Aged 15, in 10A.'],
    'sfo-staff': ['SFO staff', 'Checks the children in and out.'],
    'school-office': ['School office', 'Keeps the register of one school.'],
    principal: ['Principal', 'Leads one school.'],
    'municipal-admin': ['Municipality', 'Administers all schools.'],
    'data-protection-officer': ['Data protection officer', 'Reads the log of who has seen what.'],
    'guardian-blocked': ['Blocked guardian', 'The school has blocked his access: he sees nothing.'],
  },
};

export const startWords: Readonly<Record<Language, StartWords>> = { nb, nn, en };
