import type { FleetCluster, Target } from './types';

type Selector = NonNullable<Target['clusterSelector']>;

function selects(selector: Selector, labels: Record<string, string>): boolean {
  const byLabels = Object.entries(selector.matchLabels ?? {}).every(
    ([key, value]) => labels[key] === value,
  );
  return (
    byLabels &&
    (selector.matchExpressions ?? []).every(({ key, operator, values }) => {
      const within = (values ?? []).includes(labels[key] ?? '');
      switch (operator) {
        case 'In':
          return within;
        case 'NotIn':
          return !within;
        case 'Exists':
          return key in labels;
        case 'DoesNotExist':
          return !(key in labels);
        default:
          return false;
      }
    })
  );
}

/** The clusters that a bundle is meant for. The first target that fits a cluster decides. */
export function targetedBy(
  targets: Target[],
  clusters: FleetCluster[],
): FleetCluster[] {
  return clusters.filter(({ metadata }) => {
    const target = targets.find(
      ({ clusterName, clusterSelector }) =>
        (clusterName !== undefined || clusterSelector !== undefined) &&
        (clusterName === undefined || clusterName === metadata.name) &&
        (clusterSelector === undefined ||
          selects(clusterSelector, metadata.labels ?? {})),
    );
    return target !== undefined && !target.doNotDeploy;
  });
}
