import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

/** A calendar date, `YYYY-MM-DD`. */
export const LocalDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  description: 'A day in Norway, such as `2026-11-26`, without a time or a zone.',
});

/** A point in time in ISO 8601 with zone. */
export const Instant = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  description:
    'A moment, such as `2026-11-26T07:55:12.345Z` (RFC 3339): given in UTC with milliseconds, taken with any zone.',
});
