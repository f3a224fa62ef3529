import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

/** A calendar date, `YYYY-MM-DD`. */
export const LocalDate = GraphQLLocalDate;

/** A point in time in ISO 8601 with zone. */
export const Instant = GraphQLDateTimeISO;
