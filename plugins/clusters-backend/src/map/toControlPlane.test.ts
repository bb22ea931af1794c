import { rancherKinds } from '@flytower/cloud-node/upstream/rancher';
import { toControlPlane } from './toControlPlane';

const progress = (rkeConfig: object, status?: object) =>
  toControlPlane(
    rancherKinds.provisioningCluster.schema.parse({
      metadata: { name: 'shop' },
      spec: { rkeConfig },
    }),
    status &&
      rancherKinds.controlPlane.schema.parse({
        metadata: { name: 'shop' },
        spec: { clusterName: 'shop' },
        status,
      }),
  );

const create = { etcdSnapshotCreate: { generation: 3 } };

describe('what a control plane is asked for', () => {
  it.each([
    ['idle', {}, undefined],
    ['waiting', create, undefined],
    [
      'waiting',
      create,
      {
        etcdSnapshotCreate: { generation: 2 },
        etcdSnapshotCreatePhase: 'Finished',
      },
    ],
    [
      'running',
      create,
      {
        etcdSnapshotCreate: { generation: 3 },
        etcdSnapshotCreatePhase: 'Started',
      },
    ],
    [
      'finished',
      create,
      {
        etcdSnapshotCreate: { generation: 3 },
        etcdSnapshotCreatePhase: 'Finished',
      },
    ],
    [
      'failed',
      create,
      {
        etcdSnapshotCreate: { generation: 3 },
        etcdSnapshotCreatePhase: 'Failed',
      },
    ],
  ])('is %s', (state, rkeConfig, status) => {
    expect(progress(rkeConfig, status).snapshot.state).toBe(state);
  });

  it('tells which snapshot is being restored, and how far', () => {
    const { restore, message } = progress(
      { etcdSnapshotRestore: { generation: 1, name: 'shop-x' } },
      {
        etcdSnapshotRestore: { generation: 1, name: 'shop-x' },
        etcdSnapshotRestorePhase: 'Shutdown',
        conditions: [
          {
            type: 'Reconciled',
            status: 'Unknown',
            message: 'waiting for etcd restore: Shutdown',
          },
        ],
      },
    );
    expect(restore).toEqual({
      wanted: 1,
      taken: 1,
      state: 'running',
      phase: 'Shutdown',
      name: 'shop-x',
    });
    expect(message).toContain('Shutdown');
  });

  it('has new certificates once the generation is written down', () => {
    const wish = { rotateCertificates: { generation: 2 } };
    expect(
      progress(wish, { certificateRotationGeneration: 1 }).certificates.state,
    ).toBe('running');
    expect(
      progress(wish, { certificateRotationGeneration: 2 }).certificates.state,
    ).toBe('finished');
  });
});
