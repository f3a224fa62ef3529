import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** A browser that can be run, and what it needs of its environment. */
export interface Unpacked {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');

/**
 * The Chromium of the package, with its libraries and font, unpacked into the build: not where the package would put it,
 * below the system's folder for temporary files, which another account may have done before. Whoever comes first unpacks.
 */
export async function unpackedBrowser(): Promise<Unpacked> {
  const place = resolve('dist', 'browser');
  if (!existsSync(place)) await unpack(place);
  return {
    executable: join(place, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(place, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(place, 'fonts.conf'),
      HOME: place,
    },
  };
}

async function unpack(place: string): Promise<void> {
  const aside = `${place}.${process.pid}`;
  await mkdir(aside, { recursive: true });
  const before = process.env.TMPDIR;
  // The package asks the system where to unpack.
  process.env.TMPDIR = aside;
  try {
    const { inflate } = await import('@sparticuz/chromium');
    for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) await inflate(join(packed, name));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(aside, 'fonts.conf'), fontsIn(place));
  await rename(aside, place).catch(() => rm(aside, { recursive: true, force: true }));
}

/** One font for everything that is not code, so that pages look alike wherever they are photographed. */
function fontsIn(place: string): string {
  const alias = (family: string, font: string) =>
    `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${join(place, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(place, 'fonts-cache')}</cachedir>
${['system-ui', 'sans-serif', 'Roboto'].map((family) => alias(family, 'Open Sans')).join('\n')}
</fontconfig>
`;
}
