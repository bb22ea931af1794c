import { detectPerSubject, type Subjects } from '@flytower/cloud-node/findings';
import type { WatchedCluster } from './clusterSubjects';
import { noneCanBeJudged } from './nodeNotReady';

const lastSeen = ({ cluster }: WatchedCluster) => [
  {
    label: 'Nodes',
    value: `${cluster.nodes.ready} of ${cluster.nodes.total} ready when last heard of`,
  },
];

/** Rancher no longer hears from it, which does not say that it is down. */
export const agentLost = (subjects: Subjects<WatchedCluster>) =>
  detectPerSubject({
    kind: 'agent-lost',
    title: 'Agent lost',
    subjects,
    see: watched =>
      watched.cluster.state === 'agent-lost'
        ? [
            {
              severity: 'critical',
              message:
                'Rancher has lost the connection to its agent; the cluster itself may well be running',
              evidence: [
                ...said(watched.cluster.message),
                ...lastSeen(watched),
              ],
              suggestions: [],
            },
          ]
        : [],
  });

/** The agent is there, and still Rancher cannot work with the cluster. */
export const clusterUnreachable = (subjects: Subjects<WatchedCluster>) =>
  detectPerSubject({
    kind: 'cluster-unreachable',
    title: 'Cluster unreachable',
    subjects,
    see(watched) {
      const { cluster, machines, apiTrouble } = watched;
      if (cluster.state === 'agent-lost') return 'unclear';
      if (cluster.state === 'failed') {
        return [
          {
            severity: 'critical',
            message: 'Rancher cannot bring it to the state that was asked for',
            evidence: said(cluster.message),
            suggestions: [],
          },
        ];
      }
      const silent = noneCanBeJudged(machines);
      if (apiTrouble === undefined && !silent) return [];
      return [
        {
          severity: 'critical',
          message: 'Rancher is connected to it, but cannot reach its API',
          evidence: [
            ...said(apiTrouble),
            ...(silent
              ? [
                  {
                    label: 'Nodes',
                    value: `nothing is heard of any of ${machines.length}`,
                  },
                ]
              : []),
          ],
          suggestions: [],
        },
      ];
    },
  });

function said(message: string | undefined) {
  return message ? [{ label: 'Rancher says', value: message }] : [];
}
