/** The master key of the tests' municipalities; it seals nothing but synthetic numbers. */
export const testKey = '5e'.repeat(32);
