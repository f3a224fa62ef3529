import { type GraphQLOutputType, getNullableType, isEnumType, isScalarType } from 'graphql';
import { MISSING } from './data-text.js';

const asItIs = (column: string): string => column;

/**
 * An instant in UTC to the millisecond, of which PostgreSQL, as JavaScript, cuts off the rest. One whose year has not
 * four digits is left to executing the operation: `to_char` leaves BC out, and of infinity it makes null.
 */
const inUtc = (column: string): string =>
  `case when ${column} < '0001-01-01 00:00Z' or ${column} >= '10000-01-01 00:00Z' then '${MISSING}'::json
    else to_json(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end`;

/** By scalar and type of the column: how PostgreSQL writes the very JSON that serializing the value would give. */
const scalars: Readonly<Record<string, (column: string) => string>> = {
  'ID uuid': asItIs,
  'String text': asItIs,
  'String expression': asItIs,
  'Int int': asItIs,
  'Int expression': asItIs,
  'Boolean boolean': asItIs,
  'Boolean expression': asItIs,
  'LocalDate date': asItIs,
  'DateTimeISO timestamptz': inUtc,
};

/**
 * SQL of a value as the answer shows it; undefined where that takes more than SQL.
 * @param stored the type of the column, or `expression` for one that declares its scalar itself.
 */
export function writtenAs(
  given: GraphQLOutputType,
  column: string,
  stored: string | undefined,
): string | undefined {
  const type = getNullableType(given);
  if (isScalarType(type)) return scalars[`${type.name} ${stored}`]?.(column);
  // The table's check lets nothing but the enum's values in.
  const isStoredByName = isEnumType(type) && type.getValues().every(({ name, value }) => name === value);
  return isStoredByName && stored === 'text' ? column : undefined;
}
