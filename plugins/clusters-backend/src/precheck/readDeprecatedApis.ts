import type { KubernetesClient } from '@flytower/cloud-node/upstream/kubernetes';
import { askInTime, type Known } from './Known';

/** A version of an API that goes away, and that somebody has asked the cluster for. */
export interface DeprecatedApi {
  group: string;
  version: string;
  resource: string;
  subresource?: string;
  /** Release that no longer has it: `1.32`. */
  removedIn: string;
}

const metric = 'apiserver_requested_deprecated_apis';

/**
 * Deprecated APIs that are in use. The API server counts them itself and knows in which release they go, so that one
 * request through Rancher's proxy tells what a list of all objects with their managed fields could only guess: objects
 * are stored in one version whoever wrote them. It is what one API server was asked for since it was started; an empty
 * answer is no proof.
 */
export function readDeprecatedApis(
  downstream: KubernetesClient,
  options: { timeoutMs?: number } = {},
): Promise<Known<DeprecatedApi[]>> {
  return askInTime(
    async call => parseDeprecatedApis(await downstream.text('/metrics', call)),
    options.timeoutMs,
  );
}

/** Those that are gone once the cluster has the version. */
export function removedBy(
  apis: DeprecatedApi[],
  version: string,
): DeprecatedApi[] {
  const target = minorOf(version);
  if (!target) return [];
  return apis.filter(({ removedIn }) => {
    const removed = minorOf(removedIn);
    return (
      removed !== undefined &&
      (removed.major < target.major ||
        (removed.major === target.major && removed.minor <= target.minor))
    );
  });
}

/** Reads the exposition format of Prometheus, as far as this one metric needs it. */
export function parseDeprecatedApis(text: string): DeprecatedApi[] {
  return text
    .split('\n')
    .filter(line => line.startsWith(`${metric}{`))
    .flatMap(line => {
      const end = line.lastIndexOf('}');
      if (
        !(
          Number(
            line
              .slice(end + 1)
              .trim()
              .split(' ')[0],
          ) > 0
        )
      )
        return [];
      const labels = Object.fromEntries(
        [
          ...line.slice(metric.length + 1, end).matchAll(/(\w+)="([^"]*)"/g),
        ].map(([, name, value]) => [name, value]),
      );
      const {
        group = '',
        version,
        resource,
        removed_release: removedIn,
      } = labels;
      // a deprecated API without a date stays for now
      if (!version || !resource || !removedIn) return [];
      return [
        {
          group,
          version,
          resource,
          subresource: labels.subresource || undefined,
          removedIn,
        },
      ];
    });
}

function minorOf(version: string) {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  return match
    ? { major: Number(match[1]), minor: Number(match[2]) }
    : undefined;
}
