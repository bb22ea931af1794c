import { FakeCloud, type Answer } from './__testUtils__/FakeCloud';

const server = (id: string) => ({ id, name: id, tenant_id: 'p' });
const servers = (ids: string[], next?: string) => ({
  servers: ids.map(server),
  ...(next && { servers_links: [{ rel: 'next', href: next }] }),
});

describe('a session with an OpenStack', () => {
  let fake: FakeCloud;
  afterEach(() => fake?.stop());

  const list = async () =>
    (await fake.client().region('north').compute.listServers()).map(
      ({ id }) => id,
    );

  it('logs in once for many calls at a time', async () => {
    fake = await FakeCloud.start(() => ({ body: servers([]) }));
    const { compute } = fake.client().region('north');
    await Promise.all(Array.from({ length: 8 }, () => compute.listServers()));
    expect(fake.logins).toBe(1);
  });

  it('takes a new token before the old one expires', async () => {
    fake = await FakeCloud.start(() => ({ body: servers([]) }));
    const { compute } = fake.client().region('north');
    await compute.listServers();
    fake.now += 50 * 60_000;
    await compute.listServers();
    expect(fake.logins).toBe(1);
    fake.now += 6 * 60_000;
    await compute.listServers();
    expect(fake.logins).toBe(2);
  });

  it('takes a new token once when one is refused, and goes on where it was', async () => {
    fake = await FakeCloud.start((url, request): Answer => {
      const second = url.searchParams.has('marker');
      if (second && request.headers['x-auth-token'] === 'token-1') {
        return { status: 401, body: { error: { message: 'Expired' } } };
      }
      return {
        body: second ? servers(['b']) : servers(['a'], '?marker=a'),
      };
    });
    expect(await list()).toEqual(['a', 'b']);
    expect(fake.logins).toBe(2);
  });

  it('does not log in again and again when every token is refused', async () => {
    fake = await FakeCloud.start(() => ({ status: 401 }));
    await expect(list()).rejects.toThrow("rejected the portal's account");
    expect(fake.logins).toBe(2);
  });

  it('follows links to its own address, whatever host they name', async () => {
    fake = await FakeCloud.start(url => ({
      body: url.searchParams.has('marker')
        ? servers(['b'])
        : servers(['a'], 'https://internal.invalid/v2.1/servers?marker=a'),
    }));
    expect(await list()).toEqual(['a', 'b']);
    expect(fake.asked[1]).toContain('all_tenants=1');
  });

  it('starts anew when the server that marked the page is gone', async () => {
    let lost = 0;
    fake = await FakeCloud.start((url): Answer => {
      if (!url.searchParams.has('marker')) {
        return { body: servers(lost ? ['c'] : ['a'], '?marker=x') };
      }
      if (lost++ === 0) {
        const message = 'marker [x] not found';
        return { status: 400, body: { badRequest: { message } } };
      }
      return { body: servers(['d']) };
    });
    expect(await list()).toEqual(['c', 'd']);
  });

  it('counts once what moves from one page to the next', async () => {
    fake = await FakeCloud.start(url => ({
      body: url.searchParams.has('marker')
        ? servers(['b', 'c'])
        : servers(['a', 'b'], '?marker=b'),
    }));
    expect(await list()).toEqual(['a', 'b', 'c']);
  });

  it.each<[string, unknown, string]>([
    ['without the list', { something: [] }, '"servers"'],
    ['with an item that is none', { servers: [{ name: 'x' }] }, 'servers.0.id'],
  ])('fails the whole list on an answer %s', async (_, body, named) => {
    fake = await FakeCloud.start(() => ({ body }));
    await expect(list()).rejects.toThrow(named);
  });

  it('does not take a list for whole that Keystone cut short', async () => {
    fake = await FakeCloud.start(() => ({
      body: { projects: [], links: { next: null }, truncated: true },
    }));
    await expect(fake.client().identity.listProjects()).rejects.toThrow(
      'cuts the list of projects short',
    );
  });

  it('says which region is missing', async () => {
    fake = await FakeCloud.start(() => ({}));
    const { compute } = fake.client().region('west');
    await expect(compute.listServers()).rejects.toThrow('region west');
  });
});
