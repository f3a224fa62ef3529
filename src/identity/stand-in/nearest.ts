/** The words, at most three, that somebody who typed `typed` may have meant; the nearest first. */
export function nearest(typed: string, words: readonly string[]): string[] {
  const wanted = typed.toLowerCase().slice(0, 64);
  return words
    .map((word) => ({ word, distance: distanceOf(wanted, word) }))
    .filter(({ word, distance }) => distance <= Math.max(2, word.length / 3))
    .sort((left, right) => left.distance - right.distance || left.word.localeCompare(right.word))
    .slice(0, 3)
    .map(({ word }) => word);
}

/** A word that contains the other is one step away; else the number of letters to change (Levenshtein). */
function distanceOf(typed: string, word: string): number {
  if (typed.length > 2 && word.includes(typed)) return 1;
  let row = Array.from({ length: word.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...typed].entries()) {
    const next = [line + 1];
    for (const [index, other] of [...word].entries()) {
      const changed = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
