import { askOpenStack, ines } from './__testUtils__/askOpenStack';

const images = '/north/v2/images';

describe('the simulated Glance', () => {
  it('pages with a path, in the order that was asked for', async () => {
    const { as } = askOpenStack();
    const me = await as(ines);
    const names: string[] = [];
    let path: string | undefined = `${images}?limit=1&sort=name:asc`;
    while (path) {
      const { body } = await me.get('glance', path);
      names.push(...body.images.map(({ name }: { name: string }) => name));
      path = body.next && `/north${body.next}`;
    }
    expect(names).toEqual([
      'debian-12',
      'rocky-9',
      'ubuntu-22.04',
      'ubuntu-24.04',
    ]);
  });

  it('keeps the images of a project to itself', async () => {
    const { as } = askOpenStack();
    const me = await as(ines);
    const made = await me.post('glance', images, { name: 'mine' });
    expect(made.body).toMatchObject({ status: 'queued', size: null });
    const path = `${images}/${made.body.id}`;
    await me.put('glance', `${path}/file`, { some: 'bytes' });
    expect((await me.get('glance', path)).body).toMatchObject({
      status: 'active',
      visibility: 'private',
    });

    const jonas = await as({
      user: { ...ines.user, name: 'jonas.weber' },
      project: { ...ines.project, name: 'payments-api-prod' },
    });
    expect((await jonas.get('glance', path)).body).toMatchObject({
      code: '404 Not Found',
      title: 'Not Found',
    });
    const publish = [{ op: 'replace', path: '/visibility', value: 'public' }];
    expect((await me.patch('glance', path, publish)).status).toBe(403);
    expect((await me.delete('glance', path)).status).toBe(204);
  });

  it('tells in its own way that a token is no good', async () => {
    const { send } = askOpenStack();
    const answer = await send('glance', 'GET', images, { token: 'made-up' });
    expect(answer).toMatchObject({
      status: 401,
      body: { code: '401 Unauthorized' },
    });
  });
});
