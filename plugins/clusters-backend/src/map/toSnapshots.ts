import { gunzipSync } from 'node:zlib';
import type { ClusterSnapshot } from '@flytower/cloud-common/clusters';
import type { rancherKinds } from '@flytower/cloud-node/upstream/rancher';
import { z } from 'zod';

const storageAnnotation = 'etcdsnapshot.rke.io/storage';

/** The snapshots of a cluster, newest first. */
export function toSnapshots(
  snapshots: rancherKinds.EtcdSnapshot[],
): ClusterSnapshot[] {
  return snapshots
    .map(toSnapshot)
    .sort(
      (a, b) =>
        (b.createdAt ?? '').localeCompare(a.createdAt ?? '') ||
        a.name.localeCompare(b.name),
    );
}

function toSnapshot(snapshot: rancherKinds.EtcdSnapshot): ClusterSnapshot {
  const { metadata, snapshotFile: file } = snapshot;
  const isS3 =
    metadata.annotations[storageAnnotation] === 's3' || file.nodeName === 's3';
  return {
    name: metadata.name,
    createdAt: file.createdAt,
    state: stateOf(snapshot),
    message: file.message && fromBase64(file.message),
    storage: isS3 ? 's3' : 'local',
    node: isS3 ? undefined : file.nodeName,
    sizeBytes: file.size,
    kubernetesVersion: versionOf(file.metadata),
  };
}

function stateOf(
  snapshot: rancherKinds.EtcdSnapshot,
): ClusterSnapshot['state'] {
  if (snapshot.status?.missing) return 'missing';
  const { status } = snapshot.snapshotFile;
  switch (status) {
    case 'successful':
    case 'failed':
    case 'missing':
      return status;
    default:
      return 'unknown';
  }
}

/** Rancher encodes what went wrong; other tools write it plainly. */
function fromBase64(text: string): string {
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  const isEncoded =
    Buffer.from(decoded, 'utf8').toString('base64') === text && decoded !== '';
  return isEncoded ? decoded : text;
}

const metadataWire = z.object({ 'provisioning-cluster-spec': z.string() });
const specWire = z.object({ kubernetesVersion: z.string().optional() });

/** The specification of the cluster lies in the snapshot, as Rancher packs it: JSON, compressed, in JSON. */
function versionOf(metadata: string | undefined): string | undefined {
  if (!metadata) return undefined;
  try {
    const { 'provisioning-cluster-spec': packed } = metadataWire.parse(
      JSON.parse(fromBase64(metadata)),
    );
    const spec = gunzipSync(Buffer.from(packed, 'base64'), {
      maxOutputLength: 4_000_000,
    });
    return specWire.parse(JSON.parse(spec.toString('utf8'))).kubernetesVersion;
  } catch {
    // a snapshot that others took carries none, or something else
    return undefined;
  }
}
