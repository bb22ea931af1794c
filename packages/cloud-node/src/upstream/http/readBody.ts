import { ServiceUnavailableError } from '@backstage/errors';
import type { Response } from 'undici';

/** The text of an answer, or an error as soon as it is longer than anything sensible. */
export async function readBody(
  response: Response,
  system: string,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new ServiceUnavailableError(
        `${system} sent more than ${Math.round(
          maxBytes / 2 ** 20,
        )} MiB in one answer; it was not read to the end`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** JSON of a good answer. A proxy's page, half an answer or none is said as what it is. */
export function parseJson(body: string, system: string): unknown {
  if (/^\s*</.test(body)) {
    throw new ServiceUnavailableError(
      `${system} answered with a web page instead of data; a proxy or a wrong address may be in between`,
    );
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new ServiceUnavailableError(
      body.trim() === ''
        ? `${system} answered with nothing`
        : `${system} sent an answer that breaks off or is no JSON`,
    );
  }
}
