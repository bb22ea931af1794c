/** How long ago, as kubectl writes it: `5m30s`, `3h`, `12d`. */
export function age(since: unknown, now: number): string {
  const time = Date.parse(String(since ?? ''));
  if (Number.isNaN(time)) return '<unknown>';
  const seconds = Math.floor((now - time) / 1000);
  if (seconds < 0) return '0s';
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const and = (count: number, unit: string) => (count ? `${count}${unit}` : '');
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return `${minutes}m${and(seconds % 60, 's')}`;
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return `${hours}h${and(minutes % 60, 'm')}`;
  if (hours < 48) return `${hours}h`;
  if (days < 8) return `${days}d${and(hours % 24, 'h')}`;
  if (days < 730) return `${days}d`;
  return `${Math.floor(days / 365)}y${and(days % 365, 'd')}`;
}
