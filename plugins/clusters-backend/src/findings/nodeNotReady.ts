import type { Subjects } from '@flytower/cloud-node/findings';
import { detectPerSubject } from '@flytower/cloud-node/findings';
import type { ClusterMachine } from '../map/toMachines';
import type { WatchedCluster } from './clusterSubjects';

/** Single nodes that do not work. When no node can be judged, it is the cluster that cannot be reached. */
export const nodeNotReady = (subjects: Subjects<WatchedCluster>) =>
  detectPerSubject({
    kind: 'node-not-ready',
    title: 'Node not ready',
    subjects,
    see({ cluster, machines }) {
      if (cluster.state === 'agent-lost' || noneCanBeJudged(machines)) {
        return 'unclear';
      }
      return machines.filter(isBroken).map(machine => {
        const node = machine.node ?? machine.name;
        return {
          part: node,
          severity: machine.roles.some(role => role !== 'worker')
            ? ('critical' as const)
            : ('warning' as const),
          message: `Node ${node} is not ready`,
          evidence: [
            ...(machine.message
              ? [{ label: 'Rancher says', value: machine.message }]
              : []),
            ...(machine.pool ? [{ label: 'Pool', value: machine.pool }] : []),
            { label: 'Roles', value: machine.roles.join(', ') || 'worker' },
            ...(machine.since
              ? [{ label: 'Since', value: machine.since }]
              : []),
          ],
          since: machine.since,
          suggestions: [
            {
              operation: 'replace-node',
              input: { clusterId: cluster.id, node },
            },
          ],
        };
      });
    },
  });

/** A kubelet that is silent is `unknown` to Kubernetes, and as broken as one that complains. */
function isBroken({ state, node }: ClusterMachine): boolean {
  return state === 'not-ready' || (state === 'unknown' && node !== undefined);
}

/** Nothing is heard of any node: then it is the way to them. */
export function noneCanBeJudged(machines: ClusterMachine[]): boolean {
  return (
    machines.length > 0 && machines.every(({ state }) => state === 'unknown')
  );
}
