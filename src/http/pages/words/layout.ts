import type { Language } from '../../../errors/catalogue.js';

/** What stands on every page. */
interface LayoutWords {
  readonly itself: string;
  readonly description: string;
  readonly skip: string;
  readonly menu: string;
  readonly language: string;
  readonly more: string;
  readonly playground: string;
  readonly documentation: string;
  readonly schema: string;
  readonly errors: string;
  readonly changelog: string;
  readonly health: string;
  readonly synopsis: string;
}

export const layoutWords: Readonly<Record<Language, LayoutWords>> = {
  nb: {
    itself: 'Bokmål',
    description: 'Et åpent GraphQL-API med direkte hendelser for skolene i en norsk kommune.',
    skip: 'Hopp til innholdet',
    menu: 'Meny',
    language: 'Språk',
    more: 'Mer',
    playground: 'Lekeplass',
    documentation: 'Dokumentasjon',
    schema: 'Skjema',
    errors: 'Feilkoder',
    changelog: 'Endringer',
    health: 'Tilstand',
    synopsis: 'Skolegraf er fri programvare under MIT-lisensen.',
  },
  nn: {
    itself: 'Nynorsk',
    description: 'Eit ope GraphQL-API med direkte hendingar for skulane i ein norsk kommune.',
    skip: 'Hopp til innhaldet',
    menu: 'Meny',
    language: 'Språk',
    more: 'Meir',
    playground: 'Leikeplass',
    documentation: 'Dokumentasjon',
    schema: 'Skjema',
    errors: 'Feilkodar',
    changelog: 'Endringar',
    health: 'Tilstand',
    synopsis: 'Skolegraf er fri programvare under MIT-lisensen.',
  },
  en: {
    itself: 'English',
    description: 'An open GraphQL API with live events for the schools of a Norwegian municipality.',
    skip: 'Skip to the content',
    menu: 'Menu',
    language: 'Language',
    more: 'More',
    playground: 'Playground',
    documentation: 'Documentation',
    schema: 'Schema',
    errors: 'Error codes',
    changelog: 'Changes',
    health: 'Health',
    synopsis: 'Skolegraf is free software under the MIT licence.',
  },
};
