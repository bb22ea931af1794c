import { kinds } from '../controllers/runtime/kinds';
import {
  managementConditions,
  withTimes,
} from '../controllers/rancher/conditions';
import type { KubeObject } from '../kubernetes/types';

/** The cluster that Rancher itself runs on, as Rancher lists it among the others. */
export function localClusterManifests(time: number): KubeObject[] {
  const version = 'v1.33.5+rke2r1';
  const amounts = { cpu: '24', memory: '98304Mi', pods: '330' };
  return [
    {
      apiVersion: kinds.managementCluster.apiVersion,
      kind: kinds.managementCluster.kind,
      metadata: { name: 'local', labels: { 'provider.cattle.io': 'rke2' } },
      spec: {
        displayName: 'local',
        internal: true,
        fleetWorkspaceName: 'fleet-local',
      },
      status: {
        driver: 'imported',
        provider: 'rke2',
        nodeCount: 3,
        capacity: amounts,
        allocatable: amounts,
        requested: { cpu: '9400m', memory: '31200Mi', pods: '96' },
        version: { gitVersion: version, major: '1', minor: '33' },
        conditions: withTimes(
          managementConditions({ provisioned: true, connected: true }),
          undefined,
          time,
        ),
      },
    },
    {
      apiVersion: kinds.cluster.apiVersion,
      kind: kinds.cluster.kind,
      metadata: { name: 'local', namespace: 'fleet-local' },
      spec: {},
      status: {
        clusterName: 'local',
        ready: true,
        observedGeneration: 1,
        fleetWorkspaceName: 'fleet-local',
        conditions: withTimes(
          [
            { type: 'Ready', status: 'True' },
            { type: 'Connected', status: 'True' },
          ],
          undefined,
          time,
        ),
      },
    },
  ];
}
