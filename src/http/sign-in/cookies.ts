import { type CookieSerializeOptions, fastifyCookie } from '@fastify/cookie';

/** The names of our cookies, and what every one of them says of itself. */
export interface CookieJar {
  /** Who is signed in. */
  readonly session: string;
  /** A sign-in under way. */
  readonly attempt: string;
  readonly options: CookieSerializeOptions;
}

/**
 * Cookies that no script reads and no other site's form brings along. Under https the browser itself sees to it that no
 * neighbouring host can set them (`__Host-`).
 * @param publicUrl the address that browsers use.
 */
export function cookieJar(publicUrl: string): CookieJar {
  const secure = publicUrl.startsWith('https:');
  const name = (plain: string) => (secure ? `__Host-${plain}` : plain);
  return {
    session: name('skolegraf'),
    attempt: name('skolegraf-sign-in'),
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  };
}

/** The value of a cookie in a request's header; undefined where it is not there, or longer than any of ours. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  if (header === undefined || !header.includes(name)) return undefined;
  const value = fastifyCookie.parse(header)[name];
  return value !== undefined && value !== '' && value.length <= 4_096 ? value : undefined;
}
