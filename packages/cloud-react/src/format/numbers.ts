const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** `1,234`. @public */
export function formatCount(value: number): string {
  return new Intl.NumberFormat('en').format(value);
}

/** `1.5 GiB`: at most three digits, as people compare sizes and do not add them. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–';
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = value >= 100 || Number.isInteger(value) ? 0 : 1;
  const text = Number(value.toFixed(digits));
  return `${bytes < 0 ? '-' : ''}${text} ${units[unit]}`;
}

/** Nova and Kubernetes give memory in MiB. @public */
export function formatMiB(mebibytes: number): string {
  return formatBytes(mebibytes * 1024 ** 2);
}

/** Cinder and Nova give disk in GiB. @public */
export function formatGiB(gibibytes: number): string {
  return formatBytes(gibibytes * 1024 ** 3);
}
