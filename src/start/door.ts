import type { Pool } from 'pg';
import { BrowserSession } from '../../entities/browser-session.js';
import { standInPeople } from '../database/seeds/people.js';
import type { Logger } from '../http/logging.js';
import { type Door, doorOf } from '../http/sign-in/door.js';
import { SessionStore } from '../identity/sign-in/session-store.js';
import { SessionWatch } from '../identity/sign-in/session-watch.js';
import { BrowserSessions } from '../identity/sign-in/sessions.js';
import type { Vault } from '../identity/vault.js';
import { newId } from '../reading/identifier.js';
import type { Closing } from './closing.js';
import type { Issuers } from './issuers.js';

/** Milliseconds between two rounds in which sessions that are over are forgotten. */
const ROUND_MS = 600_000;

export interface DoorGround {
  readonly pool: Pool;
  readonly vault: Vault;
  readonly log: Logger;
  readonly demo: boolean;
}

/** Where people sign in in a browser, over the sessions of one database. */
export function openDoor(issuers: Issuers, { pool, vault, log, demo }: DoorGround, closing: Closing): Door {
  const store = new SessionStore(pool);
  const report = (err: unknown) => log.warn({ err }, 'sessions can not be looked after now');
  const watch = new SessionWatch(store, report);
  const client: Issuers['client'] = (name) => issuers.client(name);
  const { verifier } = issuers;
  const sessions = new BrowserSessions({
    store,
    vault,
    verifier,
    client,
    newId: () => newId(BrowserSession),
  });
  const rounds = setInterval(() => void store.prune().catch(report), ROUND_MS);
  rounds.unref();
  closing.add(async () => {
    clearInterval(rounds);
    await watch.stop();
  });
  const people = demo ? standInPeople : undefined;
  return doorOf({
    issuers: issuers.signIn,
    people,
    publicUrl: issuers.publicUrl,
    sessions,
    watch,
    vault,
    client,
  });
}
