import { gzipSync } from 'node:zlib';
import { rancherKinds } from '@flytower/cloud-node/upstream/rancher';
import { toSnapshots } from './toSnapshots';

const snapshot = (
  name: string,
  snapshotFile: object = {},
  more: { missing?: boolean; annotations?: object } = {},
) =>
  rancherKinds.etcdSnapshot.schema.parse({
    metadata: { name, annotations: more.annotations },
    spec: { clusterName: 'shop' },
    snapshotFile,
    status: { missing: more.missing ?? false },
  });

const base64 = (text: string | Buffer) =>
  Buffer.from(text as string).toString('base64');

describe('the snapshots of a cluster', () => {
  it('come newest first, with where they lie', () => {
    expect(
      toSnapshots([
        snapshot('old', {
          createdAt: '2026-01-01T00:00:00Z',
          nodeName: 'shop-cp-0',
          status: 'successful',
          size: 12,
        }),
        snapshot(
          'new',
          {
            createdAt: '2026-01-02T00:00:00Z',
            nodeName: 's3',
            status: 'successful',
          },
          { annotations: { 'etcdsnapshot.rke.io/storage': 's3' } },
        ),
      ]),
    ).toEqual([
      expect.objectContaining({ name: 'new', storage: 's3', node: undefined }),
      expect.objectContaining({
        name: 'old',
        storage: 'local',
        node: 'shop-cp-0',
        state: 'successful',
        sizeBytes: 12,
      }),
    ]);
  });

  it('say what went wrong, encoded or not', () => {
    const [encoded, plain] = toSnapshots([
      snapshot('a', { status: 'failed', message: base64('disk is full') }),
      snapshot('b', { status: 'failed', message: 'disk is full!' }),
    ]);
    expect(encoded).toMatchObject({ state: 'failed', message: 'disk is full' });
    expect(plain.message).toBe('disk is full!');
  });

  it('are missing when their file is, whatever they were', () => {
    const [one, other] = toSnapshots([
      snapshot('a', { status: 'successful' }, { missing: true }),
      snapshot('b', { status: 'something new' }),
    ]);
    expect(one.state).toBe('missing');
    expect(other.state).toBe('unknown');
  });

  it('know which version the cluster had, and survive what is not understood', () => {
    const spec = gzipSync(JSON.stringify({ kubernetesVersion: 'v1.32.8' }));
    const packed = base64(
      JSON.stringify({ 'provisioning-cluster-spec': base64(spec) }),
    );
    const bomb = base64(
      JSON.stringify({
        'provisioning-cluster-spec': base64(gzipSync(Buffer.alloc(9_000_000))),
      }),
    );
    const [good, broken, huge] = toSnapshots([
      snapshot('a', { metadata: packed }),
      snapshot('b', { metadata: 'bm90IGpzb24=' }),
      snapshot('c', { metadata: bomb }),
    ]);
    expect(good.kubernetesVersion).toBe('v1.32.8');
    expect(broken.kubernetesVersion).toBeUndefined();
    expect(huge.kubernetesVersion).toBeUndefined();
  });
});
