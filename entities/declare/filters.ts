import type { Filter } from './registry.js';

/** `from` and `to` for a list of dated rows; both days count. */
export function dayFilters(column: string): Readonly<Record<string, Filter>> {
  return {
    from: {
      type: 'LocalDate',
      description: 'First day to include.',
      where: (alias, value) => `${alias}."${column}" >= ${value}::date`,
    },
    to: {
      type: 'LocalDate',
      description: 'Last day to include.',
      where: (alias, value) => `${alias}."${column}" <= ${value}::date`,
    },
  };
}
