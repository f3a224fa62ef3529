import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where things are under the program's data directory. */
export interface Places {
  readonly root: string;
  /** The cluster: what PostgreSQL calls PGDATA. */
  readonly data: string;
  readonly log: string;
  readonly socket: string;
  readonly password: string;
  /** Links to libraries, where the installed package can not be written. */
  readonly libraries: string;
}

/** Makes the data directory where it is missing. */
export async function preparePlaces(dataDir: string): Promise<Places> {
  await mkdir(dataDir, { recursive: true });
  const root = await realpath(dataDir);
  const socket = join(root, 'socket');
  await mkdir(socket, { recursive: true, mode: 0o700 });
  if ((await stat(socket)).mode & 0o077) await chmod(socket, 0o700);
  return {
    root,
    socket,
    data: join(root, 'postgres'),
    log: join(root, 'postgres.log'),
    password: join(root, 'postgres.password'),
    libraries: join(root, 'postgres.lib'),
  };
}
