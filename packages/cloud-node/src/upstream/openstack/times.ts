/**
 * One of the nine shapes in which OpenStack writes times, as ISO 8601 with `Z`; undefined when it is none of them.
 * A time without a zone is UTC everywhere in OpenStack, while JavaScript takes it for local time.
 */
export function toIsoTime(
  value: string | number | null | undefined,
): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'number') return fromMilliseconds(value * 1000);
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return fromMilliseconds(Number(text) * 1000);
  const parts =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    );
  // Only what names its zone otherwise (an HTTP date) is left to JavaScript.
  if (!parts) {
    return /GMT$/.test(text) ? fromMilliseconds(Date.parse(text)) : undefined;
  }
  const [, date, time, fraction = '', zone = 'Z'] = parts;
  const offset = zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return fromMilliseconds(
    Date.parse(`${date}T${time}${fraction.slice(0, 4)}${offset}`),
  );
}

function fromMilliseconds(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
