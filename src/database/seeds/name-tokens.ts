/**
 * The words by which a name is found, in lower case: each word, each part of a hyphenated word, and the hyphenated
 * word as a whole.
 */
export function nameTokens(...names: readonly string[]): readonly string[] {
  const words = names.join(' ').toLocaleLowerCase('nb').split(/\s+/).filter(Boolean);
  return [...new Set(words.flatMap((word) => (word.includes('-') ? [word, ...word.split('-')] : [word])))];
}
