const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Infinity],
];

/** `20 s ago`, `in 3 h`: short, for people who glance. */
export function formatRelativeTime(time: string | Date, now = new Date()) {
  let value = (new Date(time).getTime() - now.getTime()) / 1000;
  if (Number.isNaN(value)) return '–';
  for (const [unit, size] of steps) {
    if (Math.abs(Math.round(value)) < size) {
      return new Intl.RelativeTimeFormat('en', {
        numeric: 'auto',
        style: 'short',
      }).format(Math.round(value), unit);
    }
    value /= size;
  }
  return '–';
}

/** `22 Nov 2026, 10:42:07`, in the reader's own time zone. @public */
export function formatAbsoluteTime(time: string | Date): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(date);
}

/** `10:42`, with the day before it when that is not today. */
export function formatClock(time: string | Date, now = new Date()): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  const sameDay = date.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(!sameDay && { day: 'numeric', month: 'short' }),
  }).format(date);
}

/** `340 ms`, `1.2 s`, `2 h 5 min`. @public */
export function formatDuration(milliseconds: number): string {
  // Rounded before it is divided: the last second of a minute would be its 60th.
  const rounded = Math.round(milliseconds);
  if (rounded < 1000) return `${rounded} ms`;
  const tenths = Math.round(rounded / 100) / 10;
  if (tenths < 60) return `${tenths} s`;
  const seconds = Math.round(rounded / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `3 h`, `2 days`: how long it has been going on. */
export function formatAge(since: string | Date, now = new Date()): string {
  let value = Math.max(0, now.getTime() - new Date(since).getTime()) / 1000;
  for (const [unit, size] of steps) {
    if (value < size) {
      return new Intl.NumberFormat('en', {
        style: 'unit',
        unit,
        unitDisplay: unit === 'day' || unit === 'month' ? 'long' : 'short',
        maximumFractionDigits: 0,
      }).format(Math.floor(value));
    }
    value /= size;
  }
  return '–';
}
