import { gunzipSync, gzipSync } from 'node:zlib';
import type { KubeObject } from '../../kubernetes/types';
import { kinds } from '../runtime/kinds';
import { ownedBy } from './machineObjects';
import type { Cluster } from './types';

/** A snapshot of etcd that lies on the node that took it. */
export function etcdSnapshotOf(options: {
  cluster: Cluster;
  node: string;
  machine: string;
  at: number;
  scheduled?: boolean;
}) {
  const { cluster, node, machine, at, scheduled } = options;
  const seconds = Math.floor(at / 1000);
  const file = `${
    scheduled ? 'etcd-snapshot' : 'on-demand'
  }-${node}-${seconds}`;
  return {
    apiVersion: kinds.etcdSnapshot.apiVersion,
    kind: kinds.etcdSnapshot.kind,
    metadata: {
      name: `${cluster.metadata.name}-${file}-local`,
      namespace: cluster.metadata.namespace,
      labels: {
        'rke.cattle.io/cluster-name': cluster.metadata.name,
        'rke.cattle.io/machine-id': machine,
      },
      annotations: {
        'etcdsnapshot.rke.io/snapshot-file-name': file,
        'etcdsnapshot.rke.io/storage': 'local',
      },
      ownerReferences: ownedBy(cluster),
    },
    spec: { clusterName: cluster.metadata.name },
    snapshotFile: {
      name: file,
      nodeName: node,
      location: `file:///var/lib/rancher/rke2/server/db/snapshots/${file}`,
      createdAt: new Date(seconds * 1000).toISOString().replace('.000', ''),
      size: 18_350_112,
      status: 'successful',
      metadata: packed(cluster.spec),
    },
    status: { missing: false },
  };
}

/** The same snapshot had there been no room for it. Rancher encodes the message. */
export function failed(snapshot: ReturnType<typeof etcdSnapshotOf>) {
  const message = 'etcd snapshot failed: no space left on device';
  return {
    ...snapshot,
    snapshotFile: {
      ...snapshot.snapshotFile,
      size: 0,
      status: 'failed',
      message: Buffer.from(message).toString('base64'),
    },
  };
}

/** The specification that the cluster had then travels with the snapshot: JSON, compressed, in JSON. */
function packed(spec: Cluster['spec']): string {
  const inner = gzipSync(JSON.stringify(spec)).toString('base64');
  return Buffer.from(
    JSON.stringify({ 'provisioning-cluster-spec': inner }),
  ).toString('base64');
}

/** What of the cluster's specification a restore brings back as well. */
export function restoredSpec(
  snapshot: KubeObject,
  what: string | undefined,
): Partial<Cluster['spec']> {
  const { metadata } = snapshot.snapshotFile as { metadata?: string };
  if (!metadata || !what || what === 'none') return {};
  const { 'provisioning-cluster-spec': inner } = JSON.parse(
    Buffer.from(metadata, 'base64').toString('utf8'),
  );
  const spec: Cluster['spec'] = JSON.parse(
    gunzipSync(Buffer.from(inner, 'base64')).toString('utf8'),
  );
  const { kubernetesVersion, rkeConfig } = spec;
  if (what === 'kubernetesVersion') return { kubernetesVersion };
  // what was asked for by generations is not asked for again
  const {
    etcdSnapshotCreate: _create,
    etcdSnapshotRestore: _restore,
    rotateCertificates: _rotate,
    ...config
  } = rkeConfig ?? {};
  return { kubernetesVersion, rkeConfig: config };
}
