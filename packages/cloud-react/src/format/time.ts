const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Infinity],
];

/** `20 s ago`, `in 3 h`: short, for people who glance. @public */
export function formatRelativeTime(time: string | Date, now = new Date()) {
  let value = (new Date(time).getTime() - now.getTime()) / 1000;
  if (Number.isNaN(value)) return '–';
  for (const [unit, size] of steps) {
    if (Math.abs(value) < size) {
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

/** `10:42`, with the day before it when that is not today. @public */
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

/** `1.2 s`, `340 ms`. @public */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** `3 h`, `2 days`: how long it has been going on. @public */
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
