import type { DocumentNode } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Plan } from '../reading/plan.js';

/** Bytes of all plans and compiled forms together, as they are reckoned below. */
const KEPT_BYTES = 32 * 1024 * 1024;

/** What things weigh in memory, in bytes, as measured on the project's own schema and rounded up. */
const weights = {
  entry: 1_000,
  /** A token of a document's syntax tree, which plans and compiled forms hold on to. */
  token: 450,
  /** A character of a document's source, which its syntax tree holds on to. */
  sourceCharacter: 2,
  /** A character of SQL with the bindings that belong to it. */
  sqlCharacter: 10,
  /** A field of a compiled form, machine code included. */
  compiledField: 1_000,
} as const;

type Entry = { readonly plan: Plan } | { readonly compiled: CompiledQuery };

/**
 * What was made for operations that may come again: plans and compiled forms in one store, bounded in bytes. What was
 * not asked for longest goes first, and what is too heavy by itself is not kept at all.
 */
export class Kept {
  readonly #entries: LRUCache<string, Entry>;
  readonly #numbers = new WeakMap<DocumentNode, number>();
  #last = 0;

  constructor(bytes: number = KEPT_BYTES) {
    this.#entries = new LRUCache({ maxSize: bytes });
  }

  /** Bytes that are kept now. */
  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  /** The plan of a document under a key that says for whom and in which shape; undefined where none is kept. */
  plan(document: DocumentNode, key: string): Plan | undefined {
    const entry = this.#entries.get(this.#name(document, 'plan', key));
    return entry && 'plan' in entry ? entry.plan : undefined;
  }

  keepPlan(document: DocumentNode, key: string, plan: Plan): void {
    this.#keep(document, 'plan', key, { plan }, weights.sqlCharacter * (plan.sql?.length ?? 0));
  }

  /** The compiled form of one operation of a document; undefined where none is kept. */
  compiled(document: DocumentNode, operation: string): CompiledQuery | undefined {
    const entry = this.#entries.get(this.#name(document, 'compiled', operation));
    return entry && 'compiled' in entry ? entry.compiled : undefined;
  }

  keepCompiled(document: DocumentNode, operation: string, compiled: CompiledQuery, fields: number): void {
    this.#keep(document, 'compiled', operation, { compiled }, weights.compiledField * fields);
  }

  #keep(document: DocumentNode, kind: string, key: string, entry: Entry, own: number): void {
    const name = this.#name(document, kind, key);
    const source = weights.sourceCharacter * (document.loc?.source.body.length ?? 0);
    const held = weights.entry + 2 * name.length + weights.token * (document.tokenCount ?? 0) + source;
    this.#entries.set(name, entry, { size: held + own });
  }

  #name(document: DocumentNode, kind: string, key: string): string {
    const number = this.#numbers.get(document) ?? ++this.#last;
    this.#numbers.set(document, number);
    return `${number} ${kind} ${key}`;
  }
}
