import { createHash } from 'node:crypto';

/** How full a cluster is: between a fifth and four fifths, the same for the same name. */
export function loadOf(cluster: string): number {
  const [byte] = createHash('sha256').update(`load of ${cluster}`).digest();
  return 0.2 + (byte / 255) * 0.6;
}
