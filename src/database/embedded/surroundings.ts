/** Environment variables that name a directory of libraries; empty where the programs find them by themselves. */
export type Libraries = Readonly<Record<string, string>>;

const programPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * What PostgreSQL's programs start with: nothing of our own environment, which may hold keys, and `/` as directory,
 * which every account may enter. On Windows programs do not start without the system's variables.
 */
export function surroundings(libraries: Libraries): {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  windowsHide?: boolean;
} {
  if (process.platform === 'win32') return { windowsHide: true };
  return { cwd: '/', env: { PATH: programPath, LC_ALL: 'C', TZ: 'UTC', ...libraries } as NodeJS.ProcessEnv };
}
