import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
} from 'node:crypto';

const algorithm = 'aes-256-gcm';

/** Keeps the secrets of an operation between the moment it is asked for and the moment it starts. */
export class Sealer {
  private readonly key?: Buffer;

  /** @param key - 32 bytes in base64 */
  constructor(key: string | undefined) {
    if (key === undefined) return;
    this.key = Buffer.from(key, 'base64');
    if (this.key.length !== 32) {
      throw new InputError(
        'cloud.operations.sealingKey must be 32 bytes in base64, as `openssl rand -base64 32` makes them',
      );
    }
  }

  seal(value: unknown, context: string): string {
    if (!this.key) {
      throw new InputError(
        'This has secret fields, and the portal has no key to keep them under until it starts. Whoever runs the portal sets cloud.operations.sealingKey.',
      );
    }
    const iv = randomBytes(12);
    const cipher = createCipheriv(algorithm, this.key, iv);
    cipher.setAAD(Buffer.from(context));
    const body = [cipher.update(JSON.stringify(value), 'utf8'), cipher.final()];
    return Buffer.concat([iv, cipher.getAuthTag(), ...body]).toString('base64');
  }

  /** @param context - as it was sealed for: a row's secrets are of no use in another row */
  open(sealed: string, context: string): unknown {
    if (!this.key) {
      throw new ServiceUnavailableError(
        'The secrets of this operation cannot be read: cloud.operations.sealingKey is missing',
      );
    }
    try {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(
        algorithm,
        this.key,
        bytes.subarray(0, 12),
      );
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const text =
        decipher.update(bytes.subarray(28), undefined, 'utf8') +
        decipher.final('utf8');
      return JSON.parse(text);
    } catch {
      throw new ServiceUnavailableError(
        'The secrets of this operation cannot be read: cloud.operations.sealingKey is not the one that they were kept under',
      );
    }
  }

  /** Tells requests apart without saying what is in them, also to who can guess. */
  fingerprint(value: unknown): string {
    const text = canonical(value);
    const hash = this.key
      ? createHmac('sha256', this.key)
      : createHash('sha256');
    return hash.update(text).digest('hex');
  }
}

/** The same text for the same content, in whatever order its fields came. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
