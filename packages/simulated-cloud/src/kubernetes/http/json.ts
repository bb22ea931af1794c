import type { StatusError } from '../status';
import type { KubeObject } from '../types';

const texts = new WeakMap<object, string>();

/** JSON of a stored object. Objects never change, so each is written out once, however many read it. */
export function jsonOf(object: KubeObject): string {
  let text = texts.get(object);
  if (text === undefined) {
    text = JSON.stringify(object);
    texts.set(object, text);
  }
  return text;
}

/** An answer in JSON, with `Warning` headers as Kubernetes sends them. */
export function answer(
  text: string,
  status = 200,
  warnings: string[] = [],
): Response {
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const warning of warnings) {
    headers.append('warning', `299 - ${JSON.stringify(warning)}`);
  }
  return new Response(text, { status, headers });
}

/** A refusal as an answer. */
export function refusal(error: StatusError, warnings: string[] = []): Response {
  return answer(JSON.stringify(error), error.code, warnings);
}
