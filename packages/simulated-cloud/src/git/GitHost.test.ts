import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { testContext } from '../functions/testUtils/testContext';
import { git } from './git';
import { GitHost } from './GitHost';

describe('the git host', () => {
  let dir: string;
  let host: GitHost;
  let url: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'git-host-'));
    const context = testContext(dir);
    host = new GitHost(context, 0);
    host.repositories.seed('checkout', 'resize-images', {
      files: { 'index.js': 'one\n', 'docs/a.md': '# A\n' },
      message: 'begin',
      author: { name: 'Ines', email: 'ines@meridian.example' },
      time: Date.parse('2026-01-05T08:00:00Z'),
    });
    await host.start();
    url = context.urls.git;
  });

  afterAll(async () => {
    await host.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it('gives a seeded repository to git', async () => {
    const to = join(dir, 'clone');
    await git(['clone', '-q', `${url}/checkout/resize-images.git`, to]);
    expect(await readFile(join(to, 'docs/a.md'), 'utf8')).toBe('# A\n');
  });

  it('is the only place that a clone can come from', async () => {
    const from = await host.repositories.open('checkout', 'resize-images');
    for (const address of [from, `file://${from}`])
      await expect(
        git(['clone', '-q', address, join(dir, 'stolen')]),
      ).rejects.toThrow(/not allowed/);
  });

  it('takes a push from the portal and from nobody else', async () => {
    const created = await fetch(`${url}/api/v1/orgs/checkout/repos`, {
      method: 'POST',
      headers: { authorization: `basic ${btoa('portal:portal-secret')}` },
      body: JSON.stringify({ name: 'fresh' }),
    });
    expect(created.status).toBe(201);
    const work = join(dir, 'work');
    await git(['init', '-q', '-b', 'main', work]);
    await writeFile(join(work, 'README.md'), 'hello\n');
    await git(['add', '.'], { cwd: work });
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
    await git([...who, 'commit', '-qm', 'one'], { cwd: work });

    await expect(
      git(['push', '-q', `${url}/checkout/fresh.git`, 'main'], { cwd: work }),
    ).rejects.toThrow(/could not read Username/);
    const withAccount = url.replace('://', '://portal:portal-secret@');
    await git(['push', '-q', `${withAccount}/checkout/fresh.git`, 'main'], {
      cwd: work,
    });

    const page = await fetch(`${url}/checkout/fresh/src/branch/main`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('README.md');
  });

  it('is read by the stock URL reader', async () => {
    const reader = UrlReaders.default({
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({
        data: {
          integrations: {
            gitea: [
              {
                host: new URL(url).host,
                baseUrl: url,
                username: 'portal',
                password: 'portal-secret',
              },
            ],
          },
        },
      }),
    });
    const base = `${url}/checkout/resize-images/src/branch/main`;
    const file = await reader.readUrl(`${base}/index.js`);
    expect((await file.buffer()).toString()).toBe('one\n');
    const tree = await reader.readTree(`${base}/docs`);
    expect((await tree.files()).map(one => one.path)).toEqual(['a.md']);
    await expect(reader.readUrl(`${base}/none.js`)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('refuses a name that is taken, an unknown organisation, and strangers', async () => {
    const post = (org: string, user: string) =>
      fetch(`${url}/api/v1/orgs/${org}/repos`, {
        method: 'POST',
        headers: { authorization: `basic ${btoa(user)}` },
        body: JSON.stringify({ name: 'resize-images' }),
      });
    expect((await post('checkout', 'portal:portal-secret')).status).toBe(409);
    expect((await post('nobody', 'portal:portal-secret')).status).toBe(404);
    expect((await post('checkout', 'portal:wrong')).status).toBe(401);
  });

  it.each([
    ['orgs', { username: '..' }],
    ['orgs', { username: '.' }],
    ['orgs/checkout/repos', { name: '..' }],
  ])('makes no directory beside its own: %s %p', async (path, body) => {
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `basic ${btoa('portal:portal-secret')}` },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(422);
  });
});
