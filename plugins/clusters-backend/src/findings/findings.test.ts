import {
  addon,
  daysFromNow,
  collected,
  detectorsOf,
  machine,
  notReady,
  seenIn,
  snapshot,
  type Scene,
} from '../__testUtils__/scenes';

describe('what needs attention on a cluster', () => {
  it('is nothing when it is well', async () => {
    expect(await seenIn({})).toEqual([]);
  });

  it('is a node that does not work, or that nothing is heard of, but not one that comes or goes', async () => {
    const found = await seenIn({
      cluster: { state: 'degraded' },
      machines: [
        machine('n1'),
        machine('n2', {
          state: 'not-ready',
          message: 'kubelet stopped posting status',
          since: '2026-11-23T09:00:00Z',
        }),
        machine('n3', { state: 'unknown', roles: ['control-plane', 'etcd'] }),
        machine('n4', { state: 'provisioning' }),
        machine('n5', { state: 'removing' }),
        machine('n6', { state: 'cordoned' }),
      ],
    });
    expect(found).toMatchObject([
      {
        kind: 'node-not-ready',
        subject: {
          type: 'cluster',
          id: 'main.shop',
          title: 'Shop',
          entityRef: 'resource:default/main-shop',
        },
        access: {
          owners: ['group:default/checkout'],
          environment: 'production',
        },
        part: 'n2',
        severity: 'warning',
        since: '2026-11-23T09:00:00Z',
        suggestions: [
          {
            operation: 'replace-node',
            input: { clusterId: 'main.shop', node: 'n2' },
          },
        ],
      },
      { kind: 'node-not-ready', part: 'n3', severity: 'critical' },
    ]);
    expect(found).toHaveLength(2);
  });

  it('is a lost agent, which says nothing about its nodes and add-ons', async () => {
    const found = await seenIn({
      cluster: {
        state: 'agent-lost',
        message: 'Cluster agent is not connected',
      },
      machines: [machine('n1', { state: 'unknown' })],
      addons: [addon({ state: 'failed' })],
    });
    expect(found).toMatchObject([
      { unclear: 'node-not-ready' },
      {
        kind: 'agent-lost',
        severity: 'critical',
        evidence: [
          { label: 'Rancher says', value: 'Cluster agent is not connected' },
          { label: 'Nodes' },
        ],
        suggestions: [],
      },
      { unclear: 'cluster-unreachable' },
      { unclear: 'snapshot-too-old' },
      { unclear: 'addon-failed' },
      { unclear: 'addon-behind' },
    ]);
  });

  it.each<[string, Scene]>([
    [
      'what was asked for has failed',
      { cluster: { state: 'failed', message: 'no such image' } },
    ],
    [
      'the agent is there, but not the API',
      {
        cluster: { state: 'degraded' },
        management: notReady('dial tcp: i/o timeout'),
      },
    ],
    [
      'nothing is heard of any node',
      {
        cluster: { state: 'degraded' },
        machines: [
          machine('n1', { state: 'unknown' }),
          machine('n2', { state: 'unknown' }),
        ],
      },
    ],
  ])('is that it cannot be worked with when %s', async (_, scene) => {
    const found = await seenIn(scene);
    expect(found).toContainEqual(
      expect.objectContaining({
        kind: 'cluster-unreachable',
        severity: 'critical',
      }),
    );
    expect(found).not.toContainEqual(
      expect.objectContaining({ kind: 'node-not-ready' }),
    );
  });

  it('is not that its API comes and goes while it is changed', async () => {
    expect(
      await seenIn({
        cluster: { state: 'updating' },
        management: notReady('dial tcp: connection refused'),
      }),
    ).toEqual([]);
  });

  it('is an upgrade that is not under way yet', async () => {
    const cluster = { upgrade: 'v1.34.1+rke2r1' };
    expect(await seenIn({ cluster })).toMatchObject([
      {
        kind: 'upgrade-available',
        severity: 'info',
        suggestions: [
          {
            operation: 'upgrade-cluster',
            input: { clusterId: 'main.shop', version: 'v1.34.1+rke2r1' },
          },
        ],
      },
    ]);
    expect(
      await seenIn({
        cluster: { ...cluster, desiredVersion: 'v1.34.1+rke2r1' },
      }),
    ).toEqual([]);
    expect(
      await seenIn({ cluster: { ...cluster, state: 'updating' } }),
    ).toEqual([{ unclear: 'upgrade-available' }]);
  });

  it('is not over because nobody knows what Rancher offers', async () => {
    const unknown = detectorsOf([collected({})], { releases: [] });
    const upgrades = unknown.find(({ kind }) => kind === 'upgrade-available');
    const { sightings, isKnown } = await upgrades!.detect();
    expect(sightings).toEqual([]);
    expect(isKnown('main.shop')).toBe(false);
  });

  it('is that its last good snapshot is too old, or that there is none', async () => {
    const old = snapshot('old', { createdAt: daysFromNow(-2) });
    const failed = snapshot('new', { state: 'failed', message: 'disk full' });
    expect(await seenIn({ snapshots: [failed, old] })).toMatchObject([
      {
        kind: 'snapshot-too-old',
        since: daysFromNow(-1),
        evidence: [
          { value: `old, ${daysFromNow(-2)}` },
          { label: 'Last attempt', value: 'failed: disk full' },
        ],
        suggestions: [
          { operation: 'take-snapshot', input: { clusterId: 'main.shop' } },
        ],
      },
    ]);
    expect(await seenIn({ snapshots: [] })).toMatchObject([
      { kind: 'snapshot-too-old' },
    ]);
    const young = { createdAt: daysFromNow(-0.1) };
    expect(await seenIn({ snapshots: [], cluster: young })).toEqual([]);
    // whoever runs it takes care of its etcd
    expect(await seenIn({ snapshots: [], cluster: { pools: [] } })).toEqual([]);
  });

  it('is a certificate that ends soon, and more so the sooner', async () => {
    const certificates = (...days: number[]) => {
      const all = days.map((day, index) => ({
        name: `cert-${index}`,
        expiresAt: daysFromNow(day),
      }));
      return { expireAt: all[0].expiresAt, first: all[0].name, all };
    };
    const found = await seenIn({ certificates: certificates(20, 25, 300) });
    expect(found).toMatchObject([
      {
        kind: 'certificate-expiring',
        severity: 'warning',
        evidence: [{ label: 'cert-0' }, { label: 'cert-1' }],
        suggestions: [
          {
            operation: 'rotate-certificates',
            input: { clusterId: 'main.shop' },
          },
        ],
      },
    ]);
    expect(await seenIn({ certificates: certificates(-1) })).toMatchObject([
      {
        severity: 'critical',
        message: 'The certificate of cert-0 has expired',
      },
    ]);
    expect(await seenIn({ certificates: undefined })).toEqual([
      { unclear: 'certificate-expiring' },
    ]);
  });

  it('is an add-on that failed, or that is behind', async () => {
    expect(
      await seenIn({
        addons: [
          addon({ state: 'failed', version: 'v1.17.4', message: 'timed out' }),
        ],
      }),
    ).toMatchObject([
      {
        kind: 'addon-failed',
        part: 'cert-manager',
        suggestions: [
          {
            operation: 'upgrade-addon',
            input: {
              clusterId: 'main.shop',
              addon: 'cert-manager',
              version: 'v1.18.2',
            },
          },
          { operation: 'remove-addon' },
        ],
      },
    ]);
    expect(
      await seenIn({ addons: [addon({ version: 'v1.17.4' })] }),
    ).toMatchObject([
      { kind: 'addon-behind', suggestions: [{ operation: 'upgrade-addon' }] },
    ]);
    // what others brought is theirs to change
    expect(
      await seenIn({ addons: [addon({ state: 'failed', managed: false })] }),
    ).toMatchObject([{ kind: 'addon-failed', suggestions: [] }]);
  });

  it('is nothing once it is being removed, and is over when it is gone', async () => {
    expect(
      await seenIn({
        cluster: { state: 'removing' },
        machines: [machine('n1', { state: 'not-ready' }), machine('n2')],
      }),
    ).toEqual([]);
  });

  it('is not known while Rancher was not read completely', async () => {
    for (const state of [{ complete: false }, { fresh: false }]) {
      for (const detector of detectorsOf([], state)) {
        expect((await detector.detect()).isKnown('main.gone')).toBe(false);
      }
    }
    const [detector] = detectorsOf([]);
    const { isKnown } = await detector.detect();
    expect(isKnown('main.gone')).toBe(true);
    expect(isKnown('elsewhere.gone')).toBe(false);
  });
});
