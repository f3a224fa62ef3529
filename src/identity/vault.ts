import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps identity numbers unreadable at rest, and lets one be found again without being read. */
export interface Vault {
  /** AES-256-GCM under a random nonce, in base64; the same number seals differently each time. */
  seal(number: string): string;
  /** The number that was sealed. @throws when the text was changed or sealed under another key. */
  open(sealed: string): string;
  /** HMAC-SHA-256 in hexadecimal: equal for equal numbers, and useless without the key. */
  digest(number: string): string;
}

/**
 * Makes a vault from one master key.
 * @param masterKey 32 bytes in hexadecimal; two separate keys are derived from it (HKDF, RFC 5869).
 * @param purpose what it is for, where that is not identity numbers: what one vault sealed no other opens.
 */
export function createVault(masterKey: string, purpose?: string): Vault {
  const master = Buffer.from(masterKey, 'hex');
  const derive = (use: string) =>
    createSecretKey(
      Buffer.from(
        hkdfSync('sha256', master, '', `skolegraf ${purpose === undefined ? use : `${purpose} ${use}`}`, 32),
      ),
    );
  const [sealing, finding] = [derive('seal'), derive('digest')];
  return {
    seal(number) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const body = Buffer.concat([cipher.update(number, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
    digest: (number) => createHmac('sha256', finding).update(number).digest('hex'),
  };
}
