import { hash } from 'node:crypto';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { bounds } from './limits/bounds.js';
import { checkExtent } from './limits/extent.js';
import { IntrospectionLimit } from './limits/introspection.js';
import { checkLexemes } from './limits/lexical.js';
import { checkOverlap } from './limits/overlap.js';
import type { Turn } from './limits/patience.js';
import { type Named, TrustedDocuments } from './trusted/trusted-documents.js';

/** A document as it was read: parsed and valid, or the errors that say why not. */
export type Reading =
  | { readonly hash: string; readonly document: DocumentNode }
  | { readonly hash: string; readonly errors: readonly GraphQLError[] };

/** Bytes of all remembered documents together, as they are reckoned below. */
const REMEMBERED_BYTES = 60 * 1024 * 1024;
/** What a token of a syntax tree weighs in memory, in bytes. */
const TOKEN_BYTES = 600;

/** Waits until a sender may have a document read that is not known; throws where no more of them is read. */
export type Turns = () => Promise<Pick<Turn, 'end'> | undefined>;

/** What both transports parse and validate with: limits first, then the parser, then the schema's rules. */
export class Documents {
  readonly rules: readonly ValidationRule[];
  /** A client mends one fault at a time; looking for names to suggest takes most of the time of each. */
  readonly validation: { readonly maxErrors: number; readonly hideSuggestions: boolean };
  private readonly introspection: IntrospectionLimit;
  private readonly known = new Map<string, DocumentNode>();
  private bytes = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    options: { readonly introspection: boolean },
    readonly trusted: TrustedDocuments = new TrustedDocuments('off'),
  ) {
    this.rules = options.introspection ? [] : [NoSchemaIntrospectionCustomRule];
    this.validation = { maxErrors: 10, hideSuggestions: !options.introspection };
    this.introspection = new IntrospectionLimit(schema);
  }

  /** Whether a document is asked for that need not be read: a trusted one, or one that was read lately; or none at all. */
  isKnown({ query, documentId }: Named): boolean {
    return query === undefined || documentId !== undefined || this.holds(hash('sha256', query));
  }

  /**
   * Reads the document that a client sent, or that its id names; undefined where it did neither.
   * @throws Refusal DOCUMENT_UNKNOWN, DOCUMENT_NOT_TRUSTED, what `turns` throws, and those of `read`.
   */
  async ask(named: Named, turns: Turns): Promise<Reading | undefined> {
    const source = this.trusted.sourceOf(named);
    if (source === undefined) return undefined;
    const key = hash('sha256', source);
    this.trusted.admit(key);
    const turn = this.holds(key) ? undefined : await turns();
    const began = performance.now();
    let isRefused = true;
    try {
      const reading = this.read(source, key);
      isRefused = 'errors' in reading;
      if ('document' in reading) this.trusted.warn(reading.hash, reading.document);
      return reading;
    } finally {
      turn?.end(isRefused ? performance.now() - began : 0);
    }
  }

  /**
   * Reads a document, or finds it among those that were read lately.
   * @throws Refusal OPERATION_TOO_LARGE or OPERATION_TOO_DEEP, before the schema is consulted; OPERATION_TOO_COSTLY for
   *   a valid document that asks too much of the schema itself.
   */
  read(source: string, key = hash('sha256', source)): Reading {
    const known = this.find(key);
    if (known !== undefined) return { hash: key, document: known };
    checkLexemes(source);
    const document = parsed(source);
    if (document instanceof GraphQLError) return { hash: key, errors: [document] };
    checkExtent(document);
    checkOverlap(document);
    const errors = validate(this.schema, document, [...specifiedRules, ...this.rules], this.validation);
    if (errors.length > 0) return { hash: key, errors };
    this.introspection.check(document);
    this.remember(key, document);
    return { hash: key, document };
  }

  private holds(key: string): boolean {
    return this.trusted.holds(key) || this.known.has(key);
  }

  /** A valid document that was read lately, by the SHA-256 of its source in hexadecimal. */
  find(key: string): DocumentNode | undefined {
    const document = this.known.get(key);
    if (document === undefined) return undefined;
    this.known.delete(key);
    this.known.set(key, document);
    return document;
  }

  /** How many documents are remembered. */
  get size(): number {
    return this.known.size;
  }

  private remember(key: string, document: DocumentNode): void {
    this.known.set(key, document);
    this.bytes += weightOf(document);
    for (const [oldest, forgotten] of this.known) {
      if (this.bytes <= REMEMBERED_BYTES) return;
      this.known.delete(oldest);
      this.bytes -= weightOf(forgotten);
    }
  }
}

/** Every node holds on to the whole source, of which a comment may be the most. */
function weightOf(document: DocumentNode): number {
  return TOKEN_BYTES * (document.tokenCount ?? bounds.tokens) + 2 * (document.loc?.source.body.length ?? 0);
}

function parsed(source: string): DocumentNode | GraphQLError {
  try {
    return parse(source, { maxLexicalTokens: bounds.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
