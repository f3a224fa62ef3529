/** The description of every input's `idempotencyKey`. */
export const idempotencyDescription =
  'A key of your choice for this act, such as a UUID. Sent again with the same input it gives the same answer and does nothing; with another input, IDEMPOTENCY_KEY_REUSED.';
