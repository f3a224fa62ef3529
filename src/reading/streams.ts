import type { Class, Relation } from '../../entities/declare/registry.js';

/** An argument that narrows a stream to what is about one row, which the subscriber must see. */
export interface Only {
  /** The argument's name, and the row's among an event's subjects. */
  readonly argument: string;
  readonly target: () => Class;
}

/** What a subscription hears of: which events, and the row that each is shown as. */
export interface StreamRead {
  readonly field: string;
  readonly topics: ReadonlySet<string>;
  readonly relation: Relation;
  readonly target: () => Class;
  /** The name that the row has among the event's subjects. */
  readonly subject: string;
  readonly only: readonly Only[];
  /** The name among the subjects of who did it, where that person does not hear it; undefined where everybody does. */
  readonly notBy: string | undefined;
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
  /** Arguments that an event's subject of the same name must be equal to, where they are given, and what they name. */
  readonly only?: Readonly<Record<string, () => Class>>;
  /** The name that whoever did it has among the event's subjects, where that person does not hear of it. */
  readonly notBy?: string;
}

/** The field hears of these events, and shows the row that each is about, as the viewer may see it then. */
export function Streams(
  target: () => Class,
  { topics, subject, only = {}, notBy }: Options,
): (prototype: object, method: string) => void {
  return (_, field) => {
    streams.set(field, {
      field,
      topics: new Set(topics),
      target,
      subject,
      notBy,
      only: Object.entries(only).map(([argument, named]) => ({ argument, target: named })),
      relation: {
        kind: 'one',
        targets: () => [target()],
        description: '',
        nullable: true,
        join: (event, row) => `${row.column('id')} = ${event.column(subject)}`,
        filters: {},
        about: 1,
      },
    });
  };
}
