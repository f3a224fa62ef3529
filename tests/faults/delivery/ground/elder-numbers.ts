const first = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const second = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/**
 * Identity numbers that a program in production takes and nobody has: of people born on the first days of 1855. Tenor's
 * synthetic ones it refuses.
 */
export function elderNumbers(count: number): string[] {
  const found: string[] = [];
  for (let day = 1; found.length < count; day++)
    for (let serial = 500; serial < 750 && found.length < count; serial++) {
      const number = withControls(`${String(day).padStart(2, '0')}0155${serial}`);
      if (number) found.push(number);
    }
  return found;
}

function withControls(nine: string): string | undefined {
  const one = control(nine, first);
  const two = one === undefined ? undefined : control(`${nine}${one}`, second);
  return two === undefined ? undefined : `${nine}${one}${two}`;
}

function control(digits: string, weights: readonly number[]): number | undefined {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const left = (11 - (sum % 11)) % 11;
  return left === 10 ? undefined : left;
}
