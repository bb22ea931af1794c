import { knativeKinds } from '@flytower/cloud-node/upstream/knative';
import {
  shop,
  startQuietPlatform,
  type QuietPlatform,
} from '../__testUtils__/quietPlatform';
import { makeNamespace } from './makeNamespace';

jest.setTimeout(60_000);

const label = 'cloud.flytower.io/project-id';

describe('the namespace of a project', () => {
  let north: QuietPlatform;
  beforeAll(async () => {
    north = await startQuietPlatform('north');
  });
  afterAll(() => north?.stop());

  /** As an attempt does whose watch has not told of anything. */
  const make = (project: { id: string; name: string }) =>
    makeNamespace({ client: north.client, project, namespaces: [] });
  const labelsOf = async (name: string) =>
    (await north.client.get(knativeKinds.coreNamespace, { name })).metadata
      .labels;
  const seed = (name: string, labels: Record<string, string> = {}) =>
    north.client.create(knativeKinds.coreNamespace, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels },
    });

  it('is made once, however often it is asked for', async () => {
    expect(await make(shop)).toBe('shop');
    expect(await make(shop)).toBe('shop');
    expect(await labelsOf('shop')).toMatchObject({ [label]: shop.id });
  });

  it('never is one that somebody else made, or another project has', async () => {
    await seed('billing');
    await seed('payments', { [label]: 'other' });
    for (const name of ['billing', 'payments']) {
      const made = await make({ id: name, name });
      expect(made).toMatch(new RegExp(`^${name}-[0-9a-f]{6}$`));
      expect(await labelsOf(made)).toMatchObject({ [label]: name });
      expect(await make({ id: name, name })).toBe(made);
    }
    expect(await labelsOf('billing')).not.toHaveProperty([label]);
    expect(await labelsOf('payments')).toMatchObject({ [label]: 'other' });
  });

  it('is refused in a sentence when even its own name is taken', async () => {
    const project = { id: 'p3', name: 'default' };
    const taken = await make(project);
    await north.client.patch(
      knativeKinds.coreNamespace,
      { name: taken },
      { metadata: { labels: { [label]: 'other' } } },
    );
    await expect(make(project)).rejects.toThrow(/is there already and is not/);
  });
});
