import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import type { OperationChoices } from '@flytower/cloud-common/operations';
import type { Project } from '@flytower/cloud-common/projects';
import { operateProjects } from '../__testUtils__/operateProjects';
import { eventually, startProjects } from '../__testUtils__/startProjects';

jest.setTimeout(90_000);

describe('what is missing from so much of a cloud that it is kept', () => {
  let backend: Awaited<ReturnType<typeof startProjects>>;
  let door: Awaited<ReturnType<typeof operateProjects>>;
  let gone: Project[];
  const sourceId = 'main/identity';

  beforeAll(async () => {
    // reads again and again, and not once as in other tests
    backend = await startProjects({ features: [schedulerServiceFactory] });
    door = await operateProjects(backend);
    const { identity } = backend.cloud.state;
    gone = door.projects.slice(0, 5);
    for (const { id } of gone) identity.projects.delete(id);
  });
  afterAll(() => backend?.stop());

  const missing = async () => {
    const { body } = await door.post('/operations/accept-removal/choices', {
      input: { sourceId },
    });
    const { fields } = body as OperationChoices;
    return fields.missing?.map(({ value }) => value);
  };
  const left = async () => (await door.get('/projects?limit=1')).total;

  it('is said with its number, and goes once somebody says that it may', async () => {
    await eventually(async () => {
      expect(await missing()).toEqual([gone.length]);
    }, 20_000);
    expect(await left()).toBe(door.projects.length);
    const name = [...gone].sort((a, b) => (a.name < b.name ? -1 : 1))[0].name;
    const [warning] = await door.problems('accept-removal', {
      sourceId,
      missing: gone.length,
    });
    expect(warning).toContain('warns: These projects leave the portal');
    expect(warning).toContain(name);

    const ended = await door.operate('accept-removal', {
      sourceId,
      missing: gone.length,
    });
    expect(ended).toMatchObject({
      state: 'succeeded',
      outcome: expect.stringContaining('out of the portal'),
    });
    const kept = await door.get('/projects?limit=500');
    const names = kept.items.map((one: Project) => one.id);
    expect(names).toHaveLength(door.projects.length - gone.length);
    expect(names).not.toContain(gone[0].id);
    expect(await missing()).toBeUndefined();
  });

  it('is refused once it is not what was seen, and where nothing is held back', async () => {
    expect(
      await door.problems('accept-removal', { sourceId, missing: 5 }),
    ).toEqual(['blocks: OpenStack main: projects: nothing is held back']);
    const { identity } = backend.cloud.state;
    const kept = new Map(identity.projects);
    const { items } = await door.get('/projects?limit=500');
    const more = items.slice(0, 6) as Project[];
    for (const { id } of more) identity.projects.delete(id);
    await eventually(async () => {
      expect(await missing()).toEqual([6]);
    }, 20_000);
    expect(
      await door.problems('accept-removal', { sourceId, missing: 5 }),
    ).toEqual([
      'blocks: "missing": 6 projects are missing by now, and not 5; look at them again',
    ]);
    for (const { id } of more) identity.projects.set(id, kept.get(id)!);
    await eventually(async () => {
      expect(await missing()).toBeUndefined();
    }, 20_000);
    expect(await left()).toBe(items.length);
  });

  it('is no source that nobody reads', async () => {
    const answer = await door.post('/operations/accept-removal/precheck', {
      input: { sourceId: 'main/nothing', missing: 5 },
    });
    expect(answer.status).toBe(404);
  });
});
