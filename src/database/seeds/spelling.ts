const letters: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', å: 'a', đ: 'd', ŋ: 'n', ŧ: 't', ł: 'l' };

/** A name as it stands in an e-mail address: lower case, a–z and hyphens only. */
export function asciiOf(name: string): string {
  return name
    .toLocaleLowerCase('nb')
    .replace(/[æøåđŋŧł]/g, (letter) => letters[letter] ?? '')
    .normalize('NFD')
    .replace(/\s+/g, '-')
    .replace(/[^a-z-]/g, '');
}
