import type { Class, Relation } from '../../entities/declare/registry.js';

/** What a subscription hears of: which events, and the row that each is shown as. */
export interface StreamRead {
  readonly field: string;
  readonly topics: ReadonlySet<string>;
  readonly relation: Relation;
  /** The name among the subjects of who did it, where that person does not hear it; undefined where everybody does. */
  readonly notBy: string | undefined;
  /** Whether an event's subjects fit the subscription's arguments. */
  matches(args: Readonly<Record<string, unknown>>, subjects: Readonly<Record<string, string>>): boolean;
}

const streams = new Map<string, StreamRead>();

/** Every field of `Subscription`, by name. */
export function streamReads(): ReadonlyMap<string, StreamRead> {
  return streams;
}

interface Options {
  readonly topics: readonly string[];
  /** The name that the row has among the event's subjects. */
  readonly subject: string;
  /** Arguments that an event's subject of the same name must be equal to, where they are given. */
  readonly only?: readonly string[];
  /** The name that whoever did it has among the event's subjects, where that person does not hear of it. */
  readonly notBy?: string;
}

/** The field hears of these events, and shows the row that each is about, as the viewer may see it then. */
export function Streams(
  target: () => Class,
  { topics, subject, only = [], notBy }: Options,
): (prototype: object, method: string) => void {
  return (_, field) => {
    streams.set(field, {
      field,
      topics: new Set(topics),
      relation: {
        kind: 'one',
        targets: () => [target()],
        description: '',
        nullable: true,
        join: (event, row) => `${row.column('id')} = ${event.column(subject)}`,
        filters: {},
        about: 1,
      },
      notBy,
      matches: (args, subjects) => only.every((name) => args[name] == null || args[name] === subjects[name]),
    });
  };
}
