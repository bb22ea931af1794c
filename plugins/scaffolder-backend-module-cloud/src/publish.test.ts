import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { startSimulatedCloud } from '@flytower/simulated-cloud/testUtils';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunctionPublishAction } from './actions/createFunctionPublishAction';

jest.setTimeout(60_000);

describe('publishing a function', () => {
  let cloud: Awaited<ReturnType<typeof startSimulatedCloud>>;
  let workspacePath: string;

  beforeAll(async () => {
    cloud = await startSimulatedCloud();
    workspacePath = await mkdtemp(join(tmpdir(), 'workspace-'));
    await writeFile(join(workspacePath, 'index.js'), 'module.exports = {};\n');
  });
  afterAll(async () => {
    await cloud.stop();
    await rm(workspacePath, { recursive: true });
  });

  const host = () => new URL(cloud.urls.git).host;
  const account = { username: 'portal', password: 'portal-secret' };
  const action = () => {
    const config = new ConfigReader({
      integrations: {
        gitea: [{ host: host(), baseUrl: cloud.urls.git, ...account }],
      },
    });
    return createFunctionPublishAction(
      ScmIntegrations.fromConfig(config),
      config,
    );
  };
  /** What the scaffolder keeps of a task over a restart of the portal is in `saved`. */
  const context = (repo: string, saved: Map<string, unknown>) => ({
    ...createMockActionContext({
      input: { repoUrl: `${host()}?owner=checkout&repo=${repo}` },
      workspacePath,
    }),
    async checkpoint<V>({ key, fn }: { key: string; fn(): V | Promise<V> }) {
      if (!saved.has(key)) saved.set(key, await fn());
      return saved.get(key) as V;
    },
  });
  const contents = (repo: string) =>
    fetch(`${cloud.urls.git}/checkout/${repo}/src/branch/main`);

  it('is done once, however often the portal is killed meanwhile', async () => {
    const saved = new Map<string, unknown>();
    const first = context('fresh', saved);
    await action().handler(first);
    expect((await contents('fresh')).status).toBe(200);

    const again = context('fresh', saved);
    await action().handler(again);
    expect(again.output).toHaveBeenCalledWith(
      'remoteUrl',
      `${cloud.urls.git}/checkout/fresh.git`,
    );
  });

  it('goes on with a repository that was made, and got nothing yet', async () => {
    const saved = new Map<string, unknown>([
      ['publish.checkout.half', { isTaken: false }],
    ]);
    const made = await fetch(`${cloud.urls.git}/api/v1/orgs/checkout/repos`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(Object.values(account).join(':'))}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name: 'half' }),
    });
    expect(made.status).toBe(201);
    await action().handler(context('half', saved));
    expect((await contents('half')).status).toBe(200);
  });

  it('leaves a repository alone that was there before', async () => {
    await action().handler(context('taken', new Map()));
    await expect(action().handler(context('taken', new Map()))).rejects.toThrow(
      'There is a repository checkout/taken already',
    );
  });

  it('leaves a repository alone that another task makes at the same time', async () => {
    const late = context('race', new Map());
    const look = late.checkpoint;
    late.checkpoint = async request => {
      const seen = await look(request);
      await action().handler(context('race', new Map()));
      return seen;
    };
    await expect(action().handler(late)).rejects.toThrow(
      'There is a repository checkout/race already',
    );
  });
});
