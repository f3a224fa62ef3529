import { narrowed, permits } from '../../../schema/access/index.js';
import type { Visitor } from '../town.js';
import { asked } from './asking.js';
import type { Entry, Graph } from './graph.js';
import { idsFor } from './oracle.js';
import type { Reach } from './reach.js';
import { further, type Way, wayIn } from './ways.js';
import { type Row, tableOf, type World } from './world.js';

/** How many ways by the same fields are kept, with different rows at their ends. */
const WAYS_MOST = 3;

/** Somebody who has gone through the graph by every field that the table grants, as far as rows lead. */
export class Explorer {
  /** By type: the ways on which at least one object was met. */
  readonly ways = new Map<string, Way[]>();
  /** Granted fields into other types behind which no row was met, as `Owner.field`. */
  readonly empty = new Set<string>();
  /** Granted fields that gave an error: they should not. */
  readonly failed: string[] = [];
  /** Granted fields into other types, and objects met behind them. */
  readonly entered = new Set<string>();
  readonly #visible = new Map<string, readonly Row[]>();

  constructor(
    readonly who: string,
    readonly visitor: Visitor,
    readonly reach: Reach,
    readonly world: World,
    readonly graph: Graph,
    /** Without the access table everything is tried. */
    readonly rules: 'on' | 'off' = 'on',
  ) {}

  may = (type: string, field: string): boolean =>
    this.rules === 'off' || permits(this.reach.roles, type, field);

  /** Whether a job at one school shows the field in rows that a job at another does not. */
  narrows = (type: string, field: string): boolean => {
    const jobs = this.reach.roles.map((role) => ({ role, schoolId: role }));
    return this.rules === 'on' && jobs.length > 1 && narrowed(jobs, type, field) !== undefined;
  };

  /** Whether a field is granted, and what it leads into. */
  mayEnter = (entry: Entry): boolean => this.may(entry.owner, entry.field) && this.may(entry.target, '*');

  /** Goes as far as fields and rows lead. */
  async explore(): Promise<this> {
    const open = new Set(
      this.graph.entries.filter(
        (entry) => this.mayEnter(entry) && !/Payload$|^(Mutation|Subscription)$/.test(entry.owner),
      ),
    );
    for (let before = -1; before !== this.ways.size; ) {
      before = this.ways.size;
      const reachable = [...open].filter((entry) => entry.owner === 'Query' || this.ways.has(entry.owner));
      for (const entry of reachable) open.delete(entry);
      await this.#enter(reachable);
    }
    for (const entry of open) this.empty.add(`${entry.owner}.${entry.field}`);
    for (const name of this.entered) this.empty.delete(name);
    return this;
  }

  /** Rows of a type that the rules of the school let this person see. */
  visible(type: string): readonly Row[] {
    const table = tableOf(type);
    const found = this.#visible.get(table) ?? this.#rows(table);
    this.#visible.set(table, found);
    return found;
  }

  #rows(table: string): readonly Row[] {
    if (!this.world.tables.includes(table)) return [];
    const ids = new Set(idsFor('read', table, this.reach, this.world));
    return this.world.rows(table).filter((row) => ids.has(row.id));
  }

  async #enter(entries: readonly Entry[]): Promise<void> {
    const questions = entries.flatMap((entry) =>
      this.#waysThrough(entry).map((way) => ({ entry, way, selection: '{ __typename }' })),
    );
    const met = new Map<Entry, Way[]>(entries.map((entry) => [entry, []]));
    for (const [{ entry, way }, { found, codes }] of await asked(this.visitor, questions)) {
      const refusable = this.narrows(entry.owner, entry.field) ? ['FORBIDDEN'] : [];
      if (codes.some((code) => !refusable.includes(code)))
        this.failed.push(`${this.who} ${way.said}: ${codes.join()}`);
      if (found.some((object) => object['__typename'] === entry.target)) met.get(entry)?.push(way);
    }
    for (const [entry, ways] of met) {
      const name = `${entry.owner}.${entry.field}`;
      if (ways.length > 0)
        this.ways.set(entry.target, [...(this.ways.get(entry.target) ?? []), ...ways.slice(0, WAYS_MOST)]);
      (ways.length > 0 ? this.entered : this.empty).add(name);
    }
  }

  #waysThrough(entry: Entry): Way[] {
    if (entry.owner !== 'Query') return this.#waysFrom(entry).map((way) => further(way, entry));
    if (!entry.byId) return [wayIn(entry)];
    return this.#best(entry.target, undefined).map((id) => wayIn(entry, id));
  }

  /** Where a row of the owner can be named, those are tried that have the most to do with the target. */
  #waysFrom(entry: Entry): Way[] {
    const node = this.graph.entriesInto(entry.owner).find((each) => each.field === 'node');
    const known = (this.ways.get(entry.owner) ?? []).slice(0, 6);
    if (!node || !this.mayEnter(node)) return known;
    return [...this.#best(entry.owner, entry.target).map((id) => wayIn(node, id)), ...known.slice(0, 1)];
  }

  #best(owner: string, target: string | undefined): string[] {
    const others = target === undefined ? [] : this.visible(target);
    const ids = new Set(others.map((row) => row.id));
    const underWay = (row: Row) => (row['to'] == null || String(row['to']) >= this.world.today ? 100 : 1);
    const named = new Map<unknown, number>();
    for (const row of others)
      for (const value of Object.values(row)) named.set(value, (named.get(value) ?? 0) + underWay(row));
    const score = (row: Row) =>
      (named.get(row.id) ?? 0) + Object.values(row).filter((value) => ids.has(String(value))).length;
    const scored = this.visible(owner).map((row) => ({ id: row.id, score: score(row) }));
    return scored
      .sort((one, other) => other.score - one.score)
      .slice(0, WAYS_MOST)
      .map((each) => each.id);
  }
}
