import { badRequest } from '../status';

/** Where a list that came in pages goes on. */
export interface ContinueToken {
  revision: number;
  /** Key of the last object of the page before. */
  after: string;
}

export function writeContinueToken(token: ContinueToken): string {
  return Buffer.from(
    JSON.stringify({
      v: 'meta.k8s.io/v1',
      rv: token.revision,
      start: token.after,
    }),
  ).toString('base64url');
}

export function readContinueToken(text: string): ContinueToken {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof token.rv === 'number' && typeof token.start === 'string') {
      return { revision: token.rv, after: token.start };
    }
  } catch {
    // not one of ours: answered below
  }
  throw badRequest('continue key is not valid: illegal base64 data');
}
