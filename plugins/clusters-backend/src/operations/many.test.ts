import type {
  OperationChoices,
  OperationPrecheck,
} from '@flytower/cloud-common/operations';
import { startOperating } from '../__testUtils__/startOperating';

jest.setTimeout(120_000);

interface Refusal {
  error?: { message: string };
}

describe('many clusters at once', () => {
  let door: Awaited<ReturnType<typeof startOperating>>;

  beforeAll(async () => {
    door = await startOperating();
  });
  afterAll(() => door?.stop());

  const snapshot = (select: Record<string, string[]>, more = {}) =>
    door.start('take-snapshot', {}, { select, ...more });

  it('are what the list finds by owner, tag, version, region and words', async () => {
    const all = await door.list();
    const one = all.find(({ state, tags }) => state === 'active' && tags);
    const { owner, version, region, displayName } = one!;
    const tag = one!.tags!.find(each => each.startsWith('team:'))!;
    const select = {
      owner: [owner!],
      tag: [tag, 'team:nobody'],
      version: [version!],
      region: [region!],
      search: [displayName],
    };
    const { body } = await snapshot(select);
    const { bulk, outcome } = await door.settled(body.id);
    expect(outcome).toMatch(/^1 of 1 succeeded/);
    expect(bulk?.targets.map(({ target }) => target.id)).toEqual([one!.id]);
  });

  it('are never more than was meant: a filter that there is not is refused', async () => {
    const { status, body } = await snapshot({ tags: ['team:checkout'] });
    expect(status).toBe(400);
    expect(body.error.message).toContain(
      '"select.tags": there is no such filter; choose among search, owner,',
    );
  });

  it('can be given what one of them can be given, and each says what stands against it', async () => {
    const select = { state: ['active'] };
    const { body } = await door.ask<OperationChoices>(
      '/operations/upgrade-cluster/choices',
      { select },
    );
    const { total } = (
      await door.ask<{ total: number }>('/clusters?state=active')
    ).body;
    const [most] = body.fields.version;
    expect(most.note).toMatch(new RegExp(`^for \\d+ of ${total}$`));

    const precheck = await door.ask<OperationPrecheck & Refusal>(
      '/operations/upgrade-cluster/precheck',
      { input: { version: most.value }, select },
    );
    const blocked = precheck.body.problems.filter(
      ({ severity }) => severity === 'blocks',
    );
    const fits = Number(most.note!.split(' ')[1]);
    expect(blocked).toHaveLength(total - fits);
  });

  it('of one project share its quota: those for which too little is left are named', async () => {
    const first = await door.clusterWith(({ state }) => state === 'active');
    const { projectId, region, version } = first;
    await door.operate('create-cluster', {
      projectId,
      region,
      name: 'neighbour',
      version,
      controlPlane: { count: 1, flavor: 'm1.large' },
      workers: { count: 1, flavor: 'm1.large' },
    });
    const second = await door.clusterWith(
      ({ displayName, state }) =>
        displayName === 'neighbour' && state === 'active',
    );
    const two = [first, second];
    const ask = async (targets: string[]) =>
      (
        await door.ask<OperationPrecheck>('/operations/add-workers/precheck', {
          input: { count: 2 },
          targets,
        })
      ).body;
    const limit = { region: region!, name: 'instances' as const };
    door.setQuota([{ ...limit, limit: 13, used: 10 }]);
    for (const { id } of two) {
      expect(await ask([id])).toMatchObject({ problems: [], blocked: [] });
    }
    const { problems, blocked } = await ask([first.id, second.id]);
    expect(blocked).toMatchObject([{ id: second.id }]);
    expect(problems).toMatchObject([
      {
        severity: 'blocks',
        field: 'count',
        message: expect.stringMatching(
          `${second.displayName}: 2 × .* need 2 instances, but only 1 instance is left of its project's quota in region ${region} beside the others of this run`,
        ),
      },
    ]);
    door.giveRoom();
    expect(await ask([first.id, second.id])).toMatchObject({ problems: [] });
  });
});
