import { startOperating } from '../__testUtils__/startOperating';

jest.setTimeout(120_000);

describe('upgrading a cluster', () => {
  let door: Awaited<ReturnType<typeof startOperating>>;

  beforeAll(async () => {
    door = await startOperating({
      // lies over the first add-on of the company, which is cert-manager
      cloud: { addons: [{ kubernetes: '>=1.28 <1.34' }] },
    });
  });
  afterAll(() => door?.stop());

  const choices = (clusterId: string) =>
    door.choices('upgrade-cluster', 'version', { clusterId });
  const precheck = (clusterId: string, version: string) =>
    door.precheck('upgrade-cluster', { clusterId, version });
  const at = (version: string) =>
    door.clusterWith(
      one => one.state === 'active' && !!one.version?.startsWith(version),
    );

  it('goes one release further, on every node, once, though it was asked for twice', async () => {
    const { id, nodes } = await at('v1.32');
    const [version] = await choices(id);
    expect(version).toMatch(/^v1\.33\./);
    const input = { clusterId: id, version };
    const key = { idempotencyKey: 'go' };
    const first = await door.start('upgrade-cluster', input, key);
    const second = await door.start('upgrade-cluster', input, key);
    expect(second.body.id).toBe(first.body.id);
    // the same by somebody else's click while it goes
    const clicked = await door.start('upgrade-cluster', input);
    expect(clicked.body.id).toBe(first.body.id);
    expect(await door.settled(first.body.id)).toMatchObject({
      state: 'succeeded',
      outcome: expect.stringContaining(`runs ${version}`),
      upstream: { clusterId: id, version },
      steps: [
        {
          name: 'Control plane',
          state: 'done',
          message: expect.stringMatching(`^(\\d+) of \\1 nodes run`),
        },
        {
          name: 'Workers',
          state: 'done',
          message: expect.stringMatching(`^(\\d+) of \\1 nodes run`),
        },
      ],
    });
    const after = await door.get(id);
    expect(after).toMatchObject({ version, state: 'active', nodes });
    expect(after.nodeList.every(node => node.version === version)).toBe(true);
  });

  it('offers only what can be gone to in one step, and says so of others', async () => {
    const { id, displayName } = await at('v1.31');
    const offered = await choices(id);
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.every(one => /^v1\.3[12]\./.test(String(one)))).toBe(true);
    for (const version of ['v1.34.1+rke2r1', 'v1.30.1+rke2r1', 'latest']) {
      expect(await precheck(id, version)).toEqual([
        {
          severity: 'blocks',
          field: 'version',
          message: expect.stringContaining(
            `${displayName} runs v1.31.9+rke2r1 and cannot go to ${version} in one step; choose one of `,
          ),
        },
      ]);
    }
    expect(
      await door.refusal('upgrade-cluster', {
        clusterId: id,
        version: 'v1.34.1+rke2r1',
      }),
    ).toMatch(/^4\d\d .*cannot go to v1.34.1/);
  });

  it('says when there is nothing newer', async () => {
    const { id } = await at('v1.34');
    expect(await choices(id)).toEqual([]);
    expect(await precheck(id, 'v1.35.0+rke2r1')).toMatchObject([
      {
        severity: 'blocks',
        message: expect.stringContaining('Rancher offers nothing newer'),
      },
    ]);
  });

  it('warns of APIs that are in use and go away', async () => {
    const { id } = await at('v1.31');
    expect(await precheck(id, 'v1.32.8+rke2r1')).toContainEqual({
      severity: 'warns',
      message:
        'flowschemas of flowcontrol.apiserver.k8s.io/v1beta3 is still asked for, and Kubernetes 1.32 no longer has it',
    });
  });

  /** What is said of all clusters that could be upgraded. */
  const sentences = async () => {
    const clusters = await door.list();
    const said = await Promise.all(
      clusters.map(async ({ id }) => {
        const [version] = await choices(id);
        if (!version) return [];
        const problems = await precheck(id, String(version));
        return problems.map(({ message }) => message);
      }),
    );
    return said.flat();
  };

  it('warns of pods that may not be disrupted', async () => {
    const held = (await sentences()).filter(one =>
      one.includes('would hold up the upgrade'),
    );
    expect(held).toEqual([
      expect.stringMatching(
        /^Pod ledger\/ledger-\S+ on \S+ may not be disrupted now, by the disruption budget "ledger"/,
      ),
    ]);
  });

  it('warns when the newest snapshot is old', async () => {
    const old = (await sentences()).filter(one =>
      one.includes('newest snapshot'),
    );
    expect(old).toEqual([
      expect.stringMatching(
        /^The newest snapshot is 2\d\d hours old; what happened since could not be restored$/,
      ),
    ]);
  });

  it('warns of add-ons that are not known to work with the version', async () => {
    const candidates = (await door.list()).filter(
      one => one.state === 'active' && one.version === 'v1.33.5+rke2r1',
    );
    const details = await Promise.all(candidates.map(({ id }) => door.get(id)));
    const found = details.find(({ addons }) =>
      addons.some(({ name }) => name === 'cert-manager'),
    );
    expect(await precheck(found?.id ?? '', 'v1.34.1+rke2r1')).toContainEqual({
      severity: 'warns',
      message:
        'cert-manager is known to work with Kubernetes >=1.28 <1.34, not with v1.34.1+rke2r1',
    });
    // nothing is declared of Loki
    expect(await sentences()).toContainEqual(
      expect.stringMatching(
        /^Whether these add-ons work with v1\.\S+ is not known: Loki$/,
      ),
    );
  });

  it('does not begin with a cluster that nothing reaches, or that is not there', async () => {
    const lost = await door.clusterWith(({ state }) => state === 'agent-lost');
    const version = 'v1.34.1+rke2r1';
    expect(await precheck(lost.id, version)).toContainEqual({
      severity: 'blocks',
      message: expect.stringContaining('bring its agent back first'),
    });
    const refuse = (input: object) => door.refusal('upgrade-cluster', input);
    expect(await refuse({ clusterId: 'main.nothing', version })).toMatch(
      /^404/,
    );
    expect(await refuse({ clusterId: lost.id })).toMatch(/^400 .*version/);
    expect(await refuse({ version })).toMatch(/^400 .*clusterId/);
  });
});
