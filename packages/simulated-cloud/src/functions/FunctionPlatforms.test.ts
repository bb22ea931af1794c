import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '../Clock';
import type { CloudContext } from '../context';
import { KubeClient } from '../controllers/runtime';
import { servingKinds } from '../controllers/knative';
import type { KnativeService, Revision } from '../controllers/knative/types';
import { shipwrightKinds } from '../controllers/shipwright';
import type { BuildRun } from '../controllers/shipwright/kinds';
import { GitHost } from '../git';
import { KubernetesApi } from '../kubernetes';
import { platformCrds } from '../kubernetes/crds';
import type { KubeObject } from '../kubernetes/types';
import { FunctionPlatforms } from './FunctionPlatforms';
import { testContext } from './testUtils/testContext';

jest.setTimeout(60_000);

const handler = (words: string) =>
  `module.exports.handle = (context, body) => {
     console.log('called');
     return { words: '${words}', who: process.env.K_REVISION, got: body };
   };`;

describe('a function platform', () => {
  let dir: string;
  let context: CloudContext;
  let git: GitHost;
  let api: KubernetesApi;
  let client: KubeClient;
  let platforms: FunctionPlatforms;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'functions-'));
    context = testContext(dir);
    git = new GitHost(context, 0);
    git.repositories.seed('checkout', 'hello', {
      files: {
        'func.yaml': 'specVersion: 0.36.0\nname: hello\nruntime: node\n',
        'package.json': '{"main":"index.js"}',
        'index.js': handler('from git'),
      },
      message: 'begin',
      author: { name: 'Ines Duarte', email: 'ines@meridian.example' },
      time: 1_700_000_000_000,
    });
    await git.start();
    api = new KubernetesApi({
      name: 'functions-north',
      clock: new SystemClock(),
      crds: platformCrds,
    });
    api.seed([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      {
        apiVersion: 'shipwright.io/v1beta1',
        kind: 'ClusterBuildStrategy',
        metadata: { name: 'flytower-node' },
        spec: { steps: [] },
      },
    ]);
    client = new KubeClient(request => api.fetch(request));
    platforms = new FunctionPlatforms({
      context,
      clusters: [
        { name: 'north', client, setHooks: hooks => api.setHooks(hooks) },
      ],
      port: 0,
      idleMs: 4000,
    });
    await platforms.start();
  });

  afterAll(async () => {
    await platforms.stop();
    await git.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const image = (code: string) =>
    `registry.test/x@${platforms.registry.offer({
      'package.json': '{"main":"index.js"}',
      'index.js': code,
    })}`;

  const service = (name: string, ref: string, annotations = {}) => ({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: {
      template: {
        metadata: { annotations },
        spec: { containers: [{ image: ref }] },
      },
    },
  });

  async function eventually<T extends KubeObject>(
    kind: Parameters<KubeClient['find']>[0],
    name: string,
    condition: (object: T) => boolean,
  ): Promise<T> {
    const until = Date.now() + 15_000;
    for (;;) {
      const found = await client.find<T>(kind, { namespace: 'shop', name });
      if (found && condition(found)) return found;
      if (Date.now() > until)
        throw new Error(`${name} never got there: ${JSON.stringify(found)}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  const condition = (object: KubeObject, type: string) =>
    (
      object.status as
        | { conditions?: { type: string; status: string }[] }
        | undefined
    )?.conditions?.find(one => one.type === type);
  const ready = (status: string) => (object: KubeObject) =>
    condition(object, 'Ready')?.status === status;

  function call(host: string, body?: string) {
    return new Promise<{ status: number; body: string }>((resolve, reject) => {
      const request = http.request(context.urls.gateway, {
        method: body ? 'POST' : 'GET',
        headers: { host, 'content-type': 'application/json' },
      });
      request.on('error', reject);
      request.on('response', response => {
        let text = '';
        response.on('data', chunk => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text }),
        );
      });
      request.end(body);
    });
  }

  const hostOf = (name: string) => `${name}.shop.north.fn.meridian.example`;

  /** What its pod wrote: it comes through a pipe, so it may come after the answer. */
  async function writtenBy(name: string): Promise<string> {
    const kind = {
      apiVersion: 'v1',
      kind: 'Pod',
      plural: 'pods',
      namespaced: true,
    };
    const labelSelector = `serving.knative.dev/service=${name}`;
    const pods = await client.list<KubeObject>(kind, { labelSelector });
    const until = Date.now() + 5000;
    for (;;) {
      const log = await api.fetch(
        new Request(
          `http://x/api/v1/namespaces/shop/pods/${pods.items[0]?.metadata.name}/log?container=user-container`,
        ),
      );
      const text = await log.text();
      if (text !== '' || Date.now() > until) return text;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  it('brings a service to ready as the real controllers do, and serves it', async () => {
    const ref = image(handler('one'));
    await client.ensure(servingKinds.service, service('hello', ref));
    const done = await eventually<KnativeService>(
      servingKinds.service,
      'hello',
      ready('True'),
    );
    expect(done.status).toMatchObject({
      observedGeneration: 1,
      url: `http://${hostOf('hello')}`,
      latestCreatedRevisionName: 'hello-00001',
      latestReadyRevisionName: 'hello-00001',
      traffic: [
        { latestRevision: true, percent: 100, revisionName: 'hello-00001' },
      ],
      conditions: [
        { type: 'ConfigurationsReady', status: 'True' },
        { type: 'Ready', status: 'True' },
        { type: 'RoutesReady', status: 'True' },
      ],
    });
    const answer = await call(hostOf('hello'), '{"a":1}');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      words: 'one',
      who: 'hello-00001',
      got: { a: 1 },
    });

    expect(await writtenBy('hello')).toContain('called');
  });

  it('scales to zero, and from zero when somebody calls', async () => {
    const asleep = await eventually<Revision>(
      servingKinds.revision,
      'hello-00001',
      object => condition(object, 'Active')?.status === 'False',
    );
    expect(asleep.status).toMatchObject({ actualReplicas: 0 });
    expect(condition(asleep, 'Active')).toMatchObject({ reason: 'NoTraffic' });
    expect((await call(hostOf('hello'))).status).toBe(200);
  });

  it('says why a container crashed, on every level', async () => {
    const ref = image(`throw new Error('cannot connect to database');`);
    await client.ensure(servingKinds.service, service('crashes', ref));
    const failed = await eventually<KnativeService>(
      servingKinds.service,
      'crashes',
      ready('False'),
    );
    expect(failed.status?.conditions).toMatchObject([
      {
        type: 'ConfigurationsReady',
        reason: 'RevisionFailed',
        message:
          'Revision "crashes-00001" failed with message: Container failed with: Error: cannot connect to database.',
      },
      {
        type: 'Ready',
        reason: 'RevisionMissing',
        message: 'Configuration "crashes" does not have any ready Revision.',
      },
      { type: 'RoutesReady', reason: 'RevisionMissing' },
    ]);
    expect((await call(hostOf('crashes'))).status).toBe(503);
    // its pod goes after a while, and the verdict stays
    const gone = await eventually<Revision>(
      servingKinds.revision,
      'crashes-00001',
      object => object.status?.desiredReplicas === 0,
    );
    expect(condition(gone, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ExitCode1',
    });
  });

  it('starts anew what died while it ran', async () => {
    const ref = image(
      `module.exports.handle = (context, body) => {
         if (body === 'die') setTimeout(() => process.exit(3), 20);
         return 'alive';
       };`,
    );
    await client.ensure(servingKinds.service, service('dies', ref));
    await eventually(servingKinds.service, 'dies', ready('True'));
    expect((await call(hostOf('dies'), '"die"')).status).toBe(200);
    await new Promise(resolve => setTimeout(resolve, 300));
    const answers = await Promise.all([
      call(hostOf('dies'), '"live"'),
      call(hostOf('dies'), '"live"'),
    ]);
    expect(answers.map(answer => answer.body)).toEqual(['alive', 'alive']);
  });

  it('cannot run an image that is nowhere', async () => {
    const ref = `registry.test/none@sha256:${'0'.repeat(64)}`;
    await client.ensure(servingKinds.service, service('lost', ref));
    const failed = await eventually<Revision>(
      servingKinds.revision,
      'lost-00001',
      ready('False'),
    );
    expect(condition(failed, 'ContainerHealthy')).toMatchObject({
      reason: 'ContainerMissing',
      message: expect.stringContaining('Unable to fetch image'),
    });
  });

  it('keeps the old revision serving when the new one fails, and splits traffic', async () => {
    const where = { namespace: 'shop', name: 'split' };
    const one = image(handler('one'));
    const bad = image(`throw new Error('no');`);
    const two = image(handler('two'));
    const use = (ref: string, traffic?: object[]) =>
      client.patch(servingKinds.service, where, {
        spec: {
          traffic,
          template: { spec: { containers: [{ image: ref }] } },
        },
      });
    await client.ensure(servingKinds.service, service('split', one));
    await eventually(servingKinds.service, 'split', ready('True'));
    await use(bad);
    const failed = await eventually<KnativeService>(
      servingKinds.service,
      'split',
      ready('False'),
    );
    expect(condition(failed, 'RoutesReady')).toMatchObject({ status: 'True' });
    expect(condition(failed, 'Ready')).toMatchObject({
      reason: 'RevisionFailed',
    });
    expect((await call(hostOf('split'))).body).toContain('"one"');

    await use(two, [
      { revisionName: 'split-00001', percent: 75, tag: 'old' },
      { latestRevision: true, percent: 25 },
    ]);
    await eventually<KnativeService>(
      servingKinds.service,
      'split',
      object =>
        ready('True')(object) &&
        object.status?.latestReadyRevisionName === 'split-00003',
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call(hostOf('split'))),
    );
    const olds = answers.filter(answer => answer.body.includes('"one"'));
    expect(olds.length).toBeGreaterThan(10);
    expect(olds.length).toBeLessThan(20);
    expect((await call(hostOf('old-split'))).body).toContain('"one"');
  });

  it('builds an image from git, and says why it could not', async () => {
    const build = (name: string, revision: string) => ({
      apiVersion: 'shipwright.io/v1beta1',
      kind: 'BuildRun',
      metadata: { name, namespace: 'shop' },
      spec: {
        build: {
          spec: {
            source: {
              type: 'Git',
              git: { url: `${context.urls.git}/checkout/hello.git`, revision },
            },
            strategy: { kind: 'ClusterBuildStrategy', name: 'flytower-node' },
            output: { image: 'registry.test/hello' },
          },
        },
      },
    });
    await client.ensure(shipwrightKinds.buildRun, build('good', 'main'));
    await client.ensure(shipwrightKinds.buildRun, build('bad', 'nowhere'));
    const done = (object: BuildRun) => Boolean(object.status?.completionTime);
    const good = await eventually<BuildRun>(
      shipwrightKinds.buildRun,
      'good',
      done,
    );
    expect(good.status).toMatchObject({
      conditions: [{ type: 'Succeeded', status: 'True', reason: 'Succeeded' }],
      output: { digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
      source: { git: { commitSha: expect.stringMatching(/^[0-9a-f]{40}$/) } },
    });
    const bad = await eventually<BuildRun>(
      shipwrightKinds.buildRun,
      'bad',
      done,
    );
    expect(bad.status).toMatchObject({
      conditions: [{ type: 'Succeeded', status: 'False', reason: 'Failed' }],
      failureDetails: { reason: 'GitRevisionNotFound' },
    });
  });

  it('takes everything away with the service', async () => {
    await client.delete(servingKinds.service, {
      namespace: 'shop',
      name: 'split',
    });
    const until = Date.now() + 10_000;
    let left: KubeObject[] = [];
    do {
      await new Promise(resolve => setTimeout(resolve, 100));
      left = (
        await client.list<KubeObject>(servingKinds.revision, {
          labelSelector: 'serving.knative.dev/service=split',
        })
      ).items;
    } while (left.length > 0 && Date.now() < until);
    expect(left).toEqual([]);
    expect((await call(hostOf('split'))).status).toBe(404);
  });
});
