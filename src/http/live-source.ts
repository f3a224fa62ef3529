/** What is known of the live side of a node. */
export interface LiveSource {
  /** How many streams are open now. */
  streams(): number;
  /** The newest event's position in the log. */
  position(): number;
  /** Milliseconds from when the newest event was written until this node had it; undefined before the first. */
  lag(): number | undefined;
}
