import { NotFoundError } from '@backstage/errors';

/** Undefined for what is certainly not there; every other refusal stays one. */
export async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
