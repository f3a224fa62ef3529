import type { ErrorCode } from './catalogue.js';

const signIn = 'Get a new token, or let the person sign in again; then send the operation again.';
const mendClient = 'A fault of the client: mend it. The same request is answered the same way.';
const smaller =
  'Ask for less at a time, in pages or in several operations. `Query.limits` says what is allowed.';
const tellUser = 'Show the message beside the field; the user mends it and sends again.';
const fetchAgain = 'Fetch what you show again: it has changed since. Show the message.';
const again = 'Send the same again after a growing pause; an act with the same `idempotencyKey`.';

/** What a client does about an error, by its code; for the page that lists them. */
export const advice: Readonly<Record<ErrorCode, string>> = {
  TOKEN_MISSING: 'Send `Authorization: Bearer …`, or let the person sign in.',
  TOKEN_INVALID: signIn,
  TOKEN_EXPIRED: signIn,
  TOKEN_FOREIGN:
    'Ask the issuer for a token for this service: the `resource` of ID-porten, the data source of Feide.',
  TOKEN_TOO_WEAK: 'Let the person sign in again at a higher level of assurance.',
  SESSION_ENDED: 'The session of the browser is over. Begin a sign-in anew.',
  ORIGIN_FOREIGN:
    'The session of a browser holds for the product’s own pages. An application elsewhere sends an access token.',
  SIGN_IN_FAILED: 'Begin the sign-in anew. Where it fails again, its id is in the server’s log.',
  SIGN_IN_CANCELLED: 'The person turned back at the issuer. Offer the sign-in again.',
  SIGN_IN_OFF: 'The server has no client at this issuer. Send an access token instead.',
  NO_ACCESS:
    'Say so to the person. On a stream: it is over for good, so remove what it showed and do not subscribe again.',
  FORBIDDEN: 'Do not ask for this field in this role; `Viewer.can` and the access table say what is allowed.',
  NOT_FOUND: 'Take the object out of what you show. Not there and not yours are answered alike.',
  SYNTAX_INVALID: mendClient,
  OPERATION_INVALID: 'Generate your types anew from the schema, and mend what no longer fits.',
  VARIABLES_INVALID: mendClient,
  REQUEST_INVALID: mendClient,
  METHOD_NOT_ALLOWED: 'Send mutations by POST.',
  NOT_ACCEPTABLE: 'Accept `application/graphql-response+json` or `application/json`.',
  MEDIA_TYPE_UNSUPPORTED: 'Send `content-type: application/json`.',
  INTROSPECTION_OFF: 'Take the schema from `/schema.graphql`.',
  DOCUMENT_UNKNOWN: 'Have the manifest of this version of your application registered with the operator.',
  DOCUMENT_NOT_TRUSTED:
    'Send a document of your manifest, by its id; see [Clients](clients.md#trusted-documents).',
  SUBSCRIPTION_NEEDS_WEBSOCKET: 'Subscribe over WebSocket at the same address; see [Live events](live.md).',
  INPUT_INVALID: tellUser,
  CURSOR_INVALID: 'Begin the list anew without `after`.',
  PAGE_SIZE_INVALID: 'Ask for 1 to 100 rows.',
  OPERATION_TOO_DEEP: smaller,
  OPERATION_TOO_LARGE: smaller,
  OPERATION_TOO_COSTLY: `${smaller} \`x-operation-cost\` says what this one would cost.`,
  OPERATION_TOO_SLOW: `${again} Ask for less if it happens again.`,
  BODY_TOO_LARGE: smaller,
  IDEMPOTENCY_KEY_REUSED: 'Make a new key for each act; keep it only to send the very same act again.',
  RESYNC_REQUIRED: 'Subscribe without `after`, then load anew what you show.',
  TOO_MANY_SUBSCRIPTIONS: 'End subscriptions that nobody looks at; one of `inboxChanged` serves all threads.',
  RATE_LIMITED:
    'Wait as long as `Retry-After` says, then send the same again. `RateLimit` tells beforehand what is left.',
  UNAVAILABLE: again,
  INTERNAL_ERROR: 'Say that something went wrong, and show `requestId` for whoever reports it.',
  EMAIL_INVALID: tellUser,
  MOBILE_INVALID: tellUser,
  NOTHING_TO_CHANGE: tellUser,
  ALREADY_BLOCKED: fetchAgain,
  OWN_CASE: 'Say so; a colleague has to do it.',
  NOT_BLOCKED: fetchAgain,
  CLASS_IN_OTHER_SCHOOL: tellUser,
  CLASS_UNCHANGED: fetchAgain,
  DATES_INVALID: tellUser,
  NOT_A_TEACHER_HERE: tellUser,
  ALREADY_APPOINTED: fetchAgain,
  NO_SFO_PLACE: fetchAgain,
  ALREADY_CHECKED_IN: fetchAgain,
  NOT_CHECKED_IN: fetchAgain,
  ALREADY_CHECKED_OUT: fetchAgain,
  TIMES_INVALID: tellUser,
  TIME_OUT_OF_RANGE: tellUser,
  TEXT_LENGTH_INVALID: tellUser,
  IDENTITY_NUMBER_IN_TEXT: tellUser,
  ACCESS_READ_ONLY: 'Do not offer to write about this child.',
  NO_CONTACT_TEACHER: 'Say so; the school’s office can be called.',
  THREAD_ENDED: 'Offer to begin a new thread with `startThread`.',
};
