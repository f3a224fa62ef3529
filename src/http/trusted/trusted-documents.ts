import { hash } from 'node:crypto';
import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Trust } from '../../config.js';
import { nameWithoutIdentityNumbers } from '../../errors/identity-number.js';
import { Refusal } from '../../errors/refusal.js';
import type { Logger } from '../logging.js';
import { bareId, type Manifest } from './manifest.js';

/** How many documents outside the manifest are remembered, so that each is logged once. */
const WARNED = 1_000;

/** What a client sends: its document, or the id of one that is known beforehand. */
export interface Named {
  readonly query?: string;
  readonly documentId?: string;
}

/** The documents that clients may send by their ids, and what becomes of others. */
export class TrustedDocuments {
  readonly #hashes: ReadonlySet<string>;
  readonly #warned = new LRUCache<string, true>({ max: WARNED });

  constructor(
    readonly trust: Trust,
    readonly manifest: Manifest = new Map(),
    readonly log?: Logger,
  ) {
    this.#hashes = new Set([...manifest.values()].map((document) => hash('sha256', document)));
  }

  /** The document that an id names; undefined without an id, and for one that names none. */
  find({ documentId }: Named): string | undefined {
    return documentId === undefined ? undefined : this.manifest.get(bareId(documentId));
  }

  /**
   * The document that is asked for; undefined where none is.
   * @throws Refusal DOCUMENT_UNKNOWN for an id that names none, REQUEST_INVALID for an id beside a document.
   */
  sourceOf(named: Named): string | undefined {
    if (named.documentId === undefined) return named.query;
    if (named.query !== undefined) throw new Refusal('REQUEST_INVALID');
    const found = this.find(named);
    if (found === undefined) throw new Refusal('DOCUMENT_UNKNOWN');
    return found;
  }

  /** Whether a document is in the manifest, by the SHA-256 of its source in hexadecimal. */
  holds(key: string): boolean {
    return this.#hashes.has(key);
  }

  /** @throws Refusal DOCUMENT_NOT_TRUSTED where others than the known ones are refused. */
  admit(key: string): void {
    if (this.trust === 'require' && !this.holds(key)) throw new Refusal('DOCUMENT_NOT_TRUSTED');
  }

  /** Logs a document that will be refused one day, once. */
  warn(key: string, document: DocumentNode): void {
    if (this.trust !== 'warn' || this.holds(key) || this.#warned.has(key)) return;
    this.#warned.set(key, true);
    const operations = document.definitions.flatMap((definition) =>
      'operation' in definition && definition.name ? [nameWithoutIdentityNumbers(definition.name.value)] : [],
    );
    this.log?.warn({ document: key.slice(0, 16), operations }, 'a document is not among the trusted ones');
  }

  /** The ids of documents that do not fit a schema, which clients that are out there may still send. */
  misfits(schema: GraphQLSchema): string[] {
    return [...this.manifest]
      .filter(([, document]) => validate(schema, parse(document)).length > 0)
      .map(([id]) => id);
  }
}
