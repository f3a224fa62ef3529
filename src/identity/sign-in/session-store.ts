import type { Pool } from 'pg';

/** A session as the database keeps it. */
export interface StoredSession {
  readonly id: string;
  readonly issuer: string;
  readonly sealed: string;
  readonly endsAt: Date;
}

/** A session to be kept. */
export interface NewSession extends StoredSession {
  readonly digest: string;
}

/** Sessions in the database, through the functions that the server's own role may call; see `src/database/sessions`. */
export class SessionStore {
  constructor(readonly pool: Pool) {}

  async begin({ id, digest, issuer, sealed, endsAt }: NewSession): Promise<void> {
    await this.pool.query('select sessions.begin($1, $2, $3, $4, $5)', [id, digest, issuer, sealed, endsAt]);
  }

  /** The session that is alive; it counts as used now. */
  async find(digest: string): Promise<StoredSession | undefined> {
    const { rows } = await this.pool.query('select * from sessions.find($1)', [digest]);
    const [row] = rows;
    return row && { id: row.id, issuer: row.issuer, sealed: row.sealed, endsAt: new Date(row.ends_at) };
  }

  /** What this node, and no other, renews now; undefined while another one does. */
  async claim(id: string): Promise<string | undefined> {
    const { rows } = await this.pool.query('select sessions.claim($1) as sealed', [id]);
    return rows[0]?.sealed ?? undefined;
  }

  /** Ends the renewal; with new tokens, where there are some. */
  async letGo(id: string, sealed?: string): Promise<void> {
    await this.pool.query('select sessions.let_go($1, $2)', [id, sealed ?? null]);
  }

  /** @returns the id of the session that was alive until now. */
  async end(digest: string): Promise<string | undefined> {
    const { rows } = await this.pool.query('select sessions.end($1) as id', [digest]);
    return rows[0]?.id ?? undefined;
  }

  /** How many sessions have been ended; as long as the number stands, none has. */
  async endings(): Promise<string> {
    const { rows } = await this.pool.query('select sessions.endings() as times');
    return rows[0]?.times ?? '';
  }

  /** Which of these are over; the others count as used now. */
  async over(ids: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.pool.query('select sessions.over($1) as id', [ids]);
    return rows.map(({ id }) => id);
  }

  /** Forgets what is over. */
  async prune(): Promise<void> {
    await this.pool.query('select sessions.prune()');
  }
}
