import { chown, lstat, readdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { StartFailure } from '../../errors/start-failure.js';
import type { Binaries } from './binaries.js';
import type { Places } from './places.js';
import { runToEnd } from './run-to-end.js';

/** As whom PostgreSQL runs; it refuses to run as root. */
export interface Account {
  /** The command line that runs a program as this account. */
  command(program: string, args: readonly string[]): [string, string[]];
  /** Gives a path, and what is below it, to the account; nothing to do when it is our own. */
  own(path: string): Promise<void>;
}

const ourselves: Account = {
  command: (program, args) => [program, [...args]],
  own: async () => {},
};

const nobody = 65_534;

// To the outside the server is still us and its files are ours; inside, it sees itself as nobody.
const ownNamespace: Account = {
  command: (program, args) => [
    'unshare',
    ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--', program, ...args],
  ],
  own: async () => {},
};

/**
 * Chooses as whom the cluster runs. As an ordinary user: ourselves. As root: the ordinary user whose the data are, who
 * may start the program again without root, else a user namespace, else nobody. No account is ever added to the machine.
 * @throws StartFailure DATABASE_UNAVAILABLE where root can take on none of them, DATABASE_BROKEN for another's data.
 */
export async function chooseAccount({ root, data }: Places, binaries: Binaries): Promise<Account> {
  const us = process.getuid?.();
  const owner = (await ownerOf(data)) ?? (await ownerOf(root));
  const works = (account: Account) => canRun(account, root, binaries);
  if (us === undefined) return ourselves;
  if (us !== 0) {
    if (owner !== undefined && owner.uid !== us)
      throw new StartFailure('DATABASE_BROKEN', `The database in ${data} belongs to another user.`);
    return hasName() || !(await works(ownNamespace)) ? ourselves : ownNamespace;
  }
  if (owner !== undefined && owner.uid !== 0) return firstThatWorks([asUser(owner.uid, owner.gid)], works);
  return firstThatWorks([ownNamespace, asUser(nobody, nobody)], works);
}

async function firstThatWorks(
  accounts: readonly Account[],
  works: (account: Account) => Promise<boolean>,
): Promise<Account> {
  for (const account of accounts) if (await works(account)) return account;
  throw new StartFailure(
    'DATABASE_UNAVAILABLE',
    'PostgreSQL does not run as root, and this machine lets root take on no other account: start the program as an ordinary user, or set DATABASE_URL and DATABASE_OWNER_URL.',
  );
}

/** The account of another user, for root. */
// The one capability lets it pass directories that only root may enter, such as /root, to its own data.
export function asUser(uid: number, gid: number): Account {
  return {
    command: (program, args) => [
      'setpriv',
      [
        ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'],
        ...['inh-caps', 'ambient-caps', 'bounding-set'].map((set) => `--${set}=-all,+dac_override`),
        ...['--', program, ...args],
      ],
    ],
    own: (path) => give(path, uid, gid),
  };
}

// It must be able to enter the data directory and to run the programs, wherever they were installed.
async function canRun(account: Account, root: string, binaries: Binaries): Promise<boolean> {
  const script = 'cd "$0" && exec "$1" --version';
  const [file, args] = account.command('/bin/sh', ['-c', script, root, binaries.postgres]);
  return (await runToEnd(file, args, binaries.libraries)).status === 0;
}

async function give(path: string, uid: number, gid: number): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return;
  if (found.uid !== uid) await chown(path, uid, gid);
  if (found.isDirectory()) for (const name of await readdir(path)) await give(join(path, name), uid, gid);
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  return stat(path).catch(() => undefined);
}

// initdb wants a name for the account; in some containers the number has none.
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
