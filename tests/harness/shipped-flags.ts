import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const { scripts } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as {
  readonly scripts: { readonly start: string };
};

/** What `npm start` tells Node: the product is tried and measured as it is shipped. */
export const shippedFlags: readonly string[] = scripts.start
  .split(' ')
  .filter((word) => word.startsWith('--'));
