import { ask } from './ask.js';
import type { Who } from './who.js';

/** Somebody whom the demo can sign in. */
export interface Person {
  readonly who: string;
  readonly name: string;
  readonly about: string;
  readonly municipality: string;
  readonly issuer: Issuer;
}

export type Issuer = 'idporten' | 'feide';

/** What the server says of this browser's session. */
export interface Session {
  readonly signedIn: boolean;
  readonly demo: boolean;
  readonly issuers: readonly Issuer[];
  /** Whom the demo can sign in; nobody elsewhere. */
  readonly people: readonly Person[];
  readonly issuer?: Issuer;
  /** When the session ends. */
  readonly expiresAt?: string;
}

const nobody: Session = { signedIn: false, demo: false, issuers: [], people: [] };

/** Asks whether somebody has signed in here; nobody has where that can not be said. */
export async function readSession(): Promise<Session> {
  const answer = await fetch('/session', {
    headers: { accept: 'application/json', 'accept-language': document.documentElement.lang },
  }).catch(() => undefined);
  if (!answer?.ok) return nobody;
  return { ...nobody, ...(await answer.json()) };
}

interface ViewerAnswer {
  readonly viewer: {
    readonly roles: readonly string[];
    readonly people: readonly { readonly name: string }[];
    readonly children?: readonly { readonly name: string }[];
    readonly municipalities: readonly { readonly name: string }[];
  };
}

/** Asks the API; undefined for nobody, and for somebody who has no access today. */
export async function readWho(): Promise<Who | undefined> {
  const { data } = await ask<ViewerAnswer>('{ viewer { roles people { name } municipalities { name } } }');
  if (!data) return undefined;
  const { roles, people, municipalities } = data.viewer;
  const name = people[0]?.name ?? (roles.includes('PUPIL') ? await nameOfPupil() : '');
  return { name, roles, municipalities: municipalities.map((each) => each.name) };
}

async function nameOfPupil(): Promise<string> {
  const { data } = await ask<ViewerAnswer>('{ viewer { children { name } } }');
  return data?.viewer.children?.[0]?.name ?? '';
}

/** Where a sign-in begins. */
export function signInAddress(issuer: Issuer, who?: string): string {
  const asked = new URLSearchParams({ returnTo: '/graphql', ...(who !== undefined && { who }) });
  return `/sign-in/${issuer}?${asked}`;
}
