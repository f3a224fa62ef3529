/**
 * One sentence on why a database can not be reached. It names host and database, never the password, and repeats
 * the server's own reason only with the password struck out.
 */
export function describeUnreachable(url: string, setting: string, error: unknown): string {
  const { place, password } = placeOf(url);
  const reason = reasonOf(error);
  const safe = password === '' ? reason : reason.replaceAll(password, '…');
  return `The database that ${setting} names (${place}) can not be reached: ${safe}`;
}

function placeOf(url: string): { place: string; password: string } {
  try {
    const parsed = new URL(url.replace('@/', '@localhost/'));
    const host = parsed.searchParams.get('host') ?? decodeURIComponent(parsed.host);
    return { place: `${host}${parsed.pathname}`, password: decodeURIComponent(parsed.password) };
  } catch {
    return { place: 'not a valid address', password: '' };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given.';
  // Where a name has several addresses, the error of Node has no message of its own.
  const text = error.message || ('code' in error ? String(error.code) : error.name);
  return text.endsWith('.') ? text : `${text}.`;
}
