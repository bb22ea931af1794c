import { isError } from '@backstage/errors';
import { blacken } from './blacken';

const longest = 1000;

/** Text of others on one line: nobody writes a line of their own into a log or a list with it. */
export function oneLine(text: string, secrets: readonly string[] = []): string {
  return blacken(text, secrets)
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=:-]+/gi, '$1 ***')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, longest);
}

/** An error as a sentence that may be kept and shown. */
export function sentenceOf(
  error: unknown,
  secrets: readonly string[] = [],
): string {
  const message = isError(error) ? error.message : String(error);
  return oneLine(message, secrets) || 'It failed without saying why';
}

/** Sentences in a row, each with its full stop. */
export function sentences(...texts: (string | false | undefined)[]): string {
  return texts
    .filter((text): text is string => !!text)
    .map(text => (/[.!?…]$/.test(text) ? text : `${text}.`))
    .join(' ');
}

/** As people know each other: `user:default/mei.tanaka` is mei.tanaka. */
export const nameOf = (ref: string) => ref.slice(ref.indexOf('/') + 1);
