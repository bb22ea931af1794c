const mask = '***';

/** What is shorter says nothing, and would blacken half the sentence. */
const shortest = 3;
/** As much of a line of several, or of a text that was cut off, is told from other words. */
const telling = 8;

/** A text without secrets, in whatever form upstream repeats them. */
export function blacken(text: string, secrets: readonly string[]): string {
  // longest first, so that no part of one is left of another
  const forms = [...new Set(secrets.flatMap(formsOf))].sort(
    (a, b) => b.length - a.length,
  );
  let safe = text;
  for (const form of forms) safe = safe.split(form).join(mask);
  for (const form of forms) safe = withoutBeginning(safe, form);
  return safe;
}

function formsOf(secret: string): string[] {
  if (secret.length < shortest) return [];
  const inQuotes = JSON.stringify(secret).slice(1, -1);
  const lines = secret.split(/[\r\n]+/);
  const forms = [
    secret,
    inQuotes,
    // quoted once more, as a message within a message is
    JSON.stringify(inQuotes).slice(1, -1),
    secret.replace(/\s+/g, ' ').trim(),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    ...(lines.length > 1
      ? lines.map(line => line.trim()).filter(isTelling)
      : []),
  ];
  return forms.filter(({ length }) => length >= shortest);
}

const isTelling = ({ length }: string) => length >= telling;

/** A long answer is cut off, maybe within a secret. */
function withoutBeginning(text: string, form: string): string {
  const longest = Math.min(form.length - 1, text.length);
  for (let length = longest; length >= telling; length--) {
    if (text.endsWith(form.slice(0, length)))
      return text.slice(0, -length) + mask;
  }
  return text;
}
