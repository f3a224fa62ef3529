/** SQL: whether a row with dates holds today. */
export const inForce = (row: string): string =>
  `${row}."from" <= scope.today() and (${row}."to" is null or ${row}."to" >= scope.today())`;
