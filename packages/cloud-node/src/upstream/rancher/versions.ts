/** Numbers of `v1.33.5+rke2r1`, distribution `rke2`, build 1. */
interface Version {
  numbers: number[];
  pre: boolean;
  distribution: string;
  build: number;
}

function read(text: string): Version | undefined {
  const match =
    /^v?(\d+)\.(\d+)(?:\.(\d+))?(-[^+]*)?(?:\+(rke2|k3s)r?(\d+))?/.exec(text);
  if (!match) return undefined;
  return {
    numbers: [match[1], match[2], match[3] ?? '0'].map(Number),
    pre: match[4] !== undefined,
    distribution: match[5] ?? '',
    build: Number(match[6] ?? 0),
  };
}

/** Orders versions; what is no version comes first. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [read(a), read(b)];
  if (!left || !right) return Number(!!left) - Number(!!right);
  for (const [index, number] of left.numbers.entries()) {
    if (number !== right.numbers[index]) return number - right.numbers[index];
  }
  if (left.pre !== right.pre) return left.pre ? -1 : 1;
  return left.build - right.build;
}

/** True when a Rancher of this version offers a release with these bounds. A development build offers everything. */
export function isOffered(
  rancher: string,
  bounds: { min?: string; max?: string },
): boolean {
  if (!read(rancher)) return true;
  return (
    (!bounds.min || compareVersions(rancher, bounds.min) >= 0) &&
    (!bounds.max || compareVersions(rancher, bounds.max) <= 0)
  );
}

/**
 * Those of `offered` that a cluster may be upgraded to in one step, newest first: same distribution, at most one minor
 * ahead, never back. None when its version is not understood.
 */
export function eligibleUpgrades(
  current: string,
  offered: readonly string[],
): string[] {
  const from = read(current);
  if (!from?.distribution) return [];
  return [...new Set(offered)]
    .filter(candidate => {
      const to = read(candidate);
      return (
        to !== undefined &&
        !to.pre &&
        to.distribution === from.distribution &&
        to.numbers[0] === from.numbers[0] &&
        to.numbers[1] <= from.numbers[1] + 1 &&
        compareVersions(candidate, current) > 0
      );
    })
    .sort((a, b) => compareVersions(b, a));
}

/** The newest version that a cluster may be upgraded to in one step; nothing when it is up to date. */
export function nextUpgrade(
  current: string,
  offered: readonly string[],
): string | undefined {
  return eligibleUpgrades(current, offered)[0];
}

/**
 * How many minor versions `node` is behind `server`; negative when it is ahead. Kubernetes allows up to three behind, and
 * none ahead. Nothing when either is no version.
 */
export function minorSkew(server: string, node: string): number | undefined {
  const [left, right] = [read(server), read(node)];
  if (!left || !right || left.numbers[0] !== right.numbers[0]) return undefined;
  return left.numbers[1] - right.numbers[1];
}
