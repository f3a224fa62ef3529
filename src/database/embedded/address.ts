import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Places } from './places.js';

/** Where a running server listens: a directory for its socket, or a port of 127.0.0.1. */
export type Address =
  | { readonly kind: 'socket'; readonly directory: string; readonly port: number }
  | { readonly kind: 'tcp'; readonly port: number; readonly password: string };

// The system's limit is 104 or 108 bytes for the whole path, the zero at its end counted in.
const longestSocketPath = 100;
const socketPort = 5432;

/** A place where a new server can listen: sockets where the system has them, else a free port. */
export async function chooseAddress(
  places: Places,
  transport: Address['kind'],
  password: string,
): Promise<Address> {
  if (transport === 'tcp') return { kind: 'tcp', port: await freePort(), password };
  const fits = Buffer.byteLength(join(places.socket, `.s.PGSQL.${socketPort}`)) <= longestSocketPath;
  const directory = fits ? places.socket : await mkdtemp(join(tmpdir(), 'skolegraf-'));
  return { kind: 'socket', directory, port: socketPort };
}

/** The settings that make a server listen there and nowhere else. */
export function listening(address: Address): Record<string, string> {
  if (address.kind === 'tcp')
    return { port: `${address.port}`, listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  return {
    port: `${address.port}`,
    listen_addresses: '',
    unix_socket_directories: address.directory,
    unix_socket_permissions: '0700',
  };
}

/**
 * The address as a URL. A socket's directory stands in the place of the host, encoded: PostgreSQL's own programs, `pg`
 * and the ORM all read that alike, which `?host=` is not (the ORM overlooks it, and connects to another server).
 */
export function urlOf(address: Address, role: string, database: string): string {
  const name = encodeURIComponent(database);
  if (address.kind === 'tcp')
    return `postgresql://${role}:${address.password}@127.0.0.1:${address.port}/${name}`;
  return `postgresql://${role}@${encodeURIComponent(address.directory)}:${address.port}/${name}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => (bound !== null && typeof bound === 'object' ? resolve(bound.port) : reject()));
    });
  });
}
