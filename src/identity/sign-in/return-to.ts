const longest = 2_000;

/**
 * A path of our own for where a sign-in shall end, as the browser will read it; `/` for anything that could lead away.
 * @param wanted what the address said, such as `/graphql?query=…`.
 */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || wanted.length > longest) return '/';
  const base = 'http://here.invalid';
  if (!URL.canParse(wanted, base)) return '/';
  const { origin, pathname, search, hash } = new URL(wanted, base);
  // Dots are gone now: what is left could begin with two slashes, and so name a host.
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}
