/**
 * Eleven digits, also written 6 + 5. Not within a longer run of hexadecimal digits: ids and hashes stay whole.
 * A last line only: what holds identity numbers is not to be logged or answered in the first place.
 */
const elevenDigits = /(?<![\da-f])\d{6} ?\d{5}(?![\da-f])/gi;

/** The text with everything that may be an identity number masked. */
export function withoutIdentityNumbers(text: string): string {
  return text.replace(elevenDigits, '***********');
}

/** The same for a name that a client chose, such as an operation's: no id or hash stands in it, and `_` for a space. */
export function nameWithoutIdentityNumbers(name: string): string {
  return name.replace(/\d{6}_?\d{5}/g, '***********');
}
