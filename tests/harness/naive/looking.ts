import type { Path } from 'graphql/jsutils/Path.js';
import type pg from 'pg';
import type { Class, Relation, RowRef } from '../../../entities/declare/registry.js';
import { accessTable } from '../../../schema/access/index.js';
import type { OperationContext } from '../../../src/context.js';
import { Refusal } from '../../../src/errors/refusal.js';
import { limitsWithin } from '../../../src/http/limits/reported.js';
import type { Vault } from '../../../src/identity/vault.js';
import type { Viewer } from '../../../src/identity/viewer.js';
import { type ListedRow, placeIn } from './paging.js';
import { Kind, plainTypes, type Row, type Tables } from './rows.js';

/** A field that was refused, wherever in the answer it would have stood. */
export interface Refused {
  readonly path: readonly string[];
  readonly code: string;
}

/** One look at the database by one viewer: a transaction that is open, and what was refused in it. */
export class Looking {
  readonly refused: Refused[] = [];
  readonly #known = new Map<string, Promise<readonly Record<string, unknown>[]>>();
  readonly #kinds = new Map<Class, Kind>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly client: pg.ClientBase,
    readonly viewer: Viewer,
    readonly tables: Tables,
    readonly vault: Vault,
    readonly acts: readonly string[],
  ) {}

  /** What computed fields are given. */
  get context(): OperationContext {
    const { viewer, vault, acts } = this;
    const permits = (type: string, field: string) => this.permits(type, field);
    const act = () => Promise.reject(new Error('a naive look does nothing'));
    const limits = limitsWithin(5_000);
    return { viewer, vault, limits, acts, permits, act, language: 'en', requestId: 'naive' };
  }

  permits(type: string, field: string): boolean {
    const rules = accessTable[type];
    const allowed = rules?.[field] ?? rules?.['*'];
    return allowed !== undefined && this.viewer.roles.some((role) => allowed.has(role));
  }

  /**
   * Whether one row shows a field: where jobs differ in what they show, a job at a school shows it in that school's rows
   * alone. What is of no table is nobody's row.
   */
  permitsRow(type: Class, field: string, row: Row): boolean {
    const rules = accessTable[type.name] ?? {};
    const { employments } = this.viewer;
    const allowed = rules[field];
    const kind = this.kind(type);
    if (!allowed || allowed === rules['*'] || !kind.columns || employments.length === 0) return true;
    const showing = employments.filter(({ role }) => allowed.has(role));
    if (showing.length === employments.length) return true;
    const school = type.name === 'School' ? row['id'] : row['school'];
    return showing.some(({ schoolId }) => schoolId === null || schoolId === school);
  }

  /** @throws Refusal the code, and notes where. */
  refuse(code: 'FORBIDDEN' | 'NOT_FOUND', path: Path): never {
    this.refused.push({ path: pathOf(path), code });
    throw new Refusal(code);
  }

  kind(type: Class): Kind {
    const kind = this.#kinds.get(type) ?? new Kind(type, this.tables);
    this.#kinds.set(type, kind);
    return kind;
  }

  /** The rows of one type that a relation leads to from one parent, in their order. */
  async rows(
    type: Class,
    relation: Relation,
    parent: RowRef,
    condition = 'true',
    after?: unknown,
  ): Promise<ListedRow[]> {
    const kind = this.kind(type);
    const row = kind.listed('t');
    const by = (relation.order?.by ?? []).filter((property) => property !== 'id' || kind.has('id'));
    const columns = by.map((property) => row.column(property));
    const shown = [...expressionsOf(kind), ...columns.map((column, at) => `${column}::text as "~${at}"`)];
    const later = after == null ? 'false' : laterThan(columns, placeIn(after), relation.order?.descending);
    const from = relation.from?.(parent) ?? (kind.columns ? `"${kind.table}"` : '(select 1) as nothing');
    const order = columns.map((column) => `${column}${relation.order?.descending ? ' desc' : ''}`);
    const alias = from.endsWith('nothing') ? '' : ' t';
    const all = alias ? ['t.*', ...shown] : ['1'];
    const found = await this.#ask(
      `select ${[...all, `${later} as "~later"`].join(', ')} from ${from}${alias}
         where ${relation.join(parent, row)} and ${condition}${order.length > 0 ? ` order by ${order.join(', ')}` : ''}`,
    );
    return found.map((raw) => listed(kind, raw, by.length));
  }

  /** Texts in the order of Norwegian names, as places in the given list. */
  async sorted(names: readonly string[]): Promise<number[]> {
    const list = names.map((name, at) => `('${name.replaceAll("'", "''")}', ${at})`).join(', ');
    if (!list) return [];
    const found = await this.#ask(
      `select at from (values ${list}) as v(name, at) order by name collate "nb-x-icu", at`,
    );
    return found.map((row) => Number(row['at']));
  }

  /** Waits until nothing is asked any more: what another refusal took away goes on asking for a while. */
  async settled(): Promise<void> {
    for (let last: unknown; last !== this.#last; await new Promise(setImmediate)) {
      last = this.#last;
      await this.#last;
    }
  }

  /** The same question gives the same answer in one snapshot, so that it is asked once. */
  #ask(text: string): Promise<readonly Record<string, unknown>[]> {
    const known = this.#known.get(text);
    if (known) return known;
    const rows = this.#last.then(
      async () => (await this.client.query({ text, types: plainTypes as never })).rows,
    );
    this.#last = rows.catch(() => undefined);
    this.#known.set(text, rows);
    return rows;
  }
}

function expressionsOf(kind: Kind): string[] {
  const { expressions } = kind.declaration;
  return [...expressions].map(([property, sql]) => `${sql('t')} as "${property}"`);
}

function listed(kind: Kind, raw: Record<string, unknown>, places: number): ListedRow {
  const place = Array.from({ length: places }, (_, at) => String(raw[`~${at}`]));
  const own = Object.entries(raw).filter(([name]) => !name.startsWith('~'));
  const row: Row = kind.named(Object.fromEntries(own));
  return { row, place, isLater: raw['~later'] === true };
}

/** Column by column: later in the first that differs. */
function laterThan(columns: readonly string[], place: readonly string[], descending = false): string {
  const literals = place.map((value) => `'${value.replaceAll("'", "''")}'`);
  const arms = columns.map((column, at) => {
    const equal = columns.slice(0, at).map((before, index) => `${before} = ${literals[index]}`);
    return `(${[...equal, `${column} ${descending ? '<' : '>'} ${literals[at]}`].join(' and ')})`;
  });
  return `(${arms.join(' or ')})`;
}

/** A path with every index of a list taken out. */
function pathOf(path: Path | undefined): string[] {
  const keys: string[] = [];
  for (let each = path; each; each = each.prev) if (typeof each.key === 'string') keys.unshift(each.key);
  return keys;
}
