/** So many at a time; each piece is taken from what gives them only when it is asked for. */
export function* inPieces<T>(all: Iterable<T>, most: number): Generator<readonly T[]> {
  let piece: T[] = [];
  for (const each of all) {
    piece.push(each);
    if (piece.length < most) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
