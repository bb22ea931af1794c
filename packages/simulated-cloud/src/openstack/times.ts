const iso = (ms: number) => new Date(ms).toISOString();

/** Nova, Glance, Neutron: `2026-11-22T20:52:26Z`. */
export const seconds = (ms: number) => iso(ms).replace(/\.\d+Z$/, 'Z');

/** Keystone: `2026-11-22T21:52:12.000000Z`. */
export const microsecondsZ = (ms: number) =>
  iso(ms).replace(/\.(\d+)Z$/, '.$1000Z');

/** Cinder, and Nova's launch times: `2026-11-22T20:52:29.000000`, without a zone. */
export const microseconds = (ms: number) => microsecondsZ(ms).replace(/Z$/, '');
