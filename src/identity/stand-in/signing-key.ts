import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { StartFailure } from '../../errors/start-failure.js';

/**
 * The private key that a stand-in issuer signs with, kept so that tokens outlive a restart: readable by the owner
 * alone, made on first use. RS256, as ID-porten and Feide sign.
 * @throws StartFailure CONFIG_INVALID when the file is there and holds no such key.
 */
export async function signingKey(dataDir: string, issuer: string): Promise<JWK> {
  const path = join(dataDir, 'issuers', `${issuer}.json`);
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept === undefined) return makeKey(path);
  await chmod(path, 0o600);
  return parseKey(kept, path);
}

async function makeKey(path: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Written aside and renamed, so that a start cut short leaves no half key behind.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(key), { mode: 0o600, flag: 'wx' });
  await rename(draft, path);
  return key;
}

async function parseKey(text: string, path: string): Promise<JWK> {
  try {
    const key: JWK = JSON.parse(text);
    await importJWK(key, 'RS256');
    if (typeof key.kid !== 'string' || typeof key.d !== 'string') throw new Error('not a private key');
    return key;
  } catch {
    throw new StartFailure('CONFIG_INVALID', `${path} holds no signing key: delete it and start again`);
  }
}
