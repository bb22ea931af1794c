import { ServiceUnavailableError } from '@backstage/errors';
import type { DefinedOperation } from '@flytower/cloud-node/operations';
import { knativeKinds } from '@flytower/cloud-node/upstream/knative';
import {
  collect,
  helloRequest,
  startQuietPlatform,
  waitFor,
  type QuietPlatform,
} from '../__testUtils__/quietPlatform';
import { orNothing } from '../collect/orNothing';
import { deleteFunction } from './deleteFunction';
import { deployFunction } from './deployFunction';
import type { FunctionsDomain } from './FunctionsDomain';
import { pauseFunction } from './pauseFunction';
import { redeployFunction } from './redeployFunction';
import { rollBackFunction } from './rollBackFunction';

jest.setTimeout(60_000);

type Backend = ReturnType<typeof collect>;

/** A backend that comes up takes over operations before it has read what they are about. */
describe('an operation on a platform of which a part has not been read', () => {
  let north: QuietPlatform;
  let south: QuietPlatform;
  let functionId: string;
  let where: { namespace: string; name: string };
  let backend: Backend | undefined;

  beforeAll(async () => {
    [north, south] = await Promise.all([
      startQuietPlatform('north'),
      startQuietPlatform('south'),
    ]);
    ({ functionId, where } = await north.deployHello());
  });
  afterEach(() => {
    backend?.stop();
    north.show();
  });
  afterAll(() => Promise.all([north?.stop(), south?.stop()]));

  /** A backend to which one kind of object of the north is not told. */
  async function without(plural: string, ...others: QuietPlatform[]) {
    north.hide(503, plural);
    backend = collect(...others, north);
    await backend.until(
      ({ source, state }) =>
        state === (source === 'north' ? 'failing' : 'fresh'),
    );
    // what can be read is read
    if (plural !== 'services')
      await waitFor(
        () => backend?.domain.platforms.find(functionId) !== undefined,
      );
    return backend;
  }
  async function readAll({ until }: Backend) {
    north.show();
    await until(({ state }) => state === 'fresh');
  }
  const start = (
    { spec }: DefinedOperation<FunctionsDomain>,
    input: object,
    { run }: Backend,
    operationId: string,
  ) => spec.start(spec.input.parse(input), run(operationId));

  const build = () => north.client.get(knativeKinds.shipwrightBuild, where);

  it('does not lose the folder of the source when builds were not read', async () => {
    const half = await without('builds');
    await expect(
      start(redeployFunction, { functionId }, half, 'op-1'),
    ).rejects.toThrow(ServiceUnavailableError);
    await readAll(half);
    await start(redeployFunction, { functionId }, half, 'op-1');
    expect((await build()).spec.source?.contextDir).toBe('functions/hello');
  });

  it('does not say that there is no revision when revisions were not read', async () => {
    const half = await without('revisions');
    const input = { functionId, revision: 'hello-00001' };
    await expect(
      rollBackFunction.spec.precheck(input, half.run('op-2')),
    ).rejects.toThrow(ServiceUnavailableError);
  });

  it('does not build on another platform when it is not known which one the project uses', async () => {
    const half = await without('namespaces', south);
    await expect(
      deployFunction.spec.precheck(helloRequest, half.run('op-3')),
    ).rejects.toThrow(ServiceUnavailableError);
    await expect(
      start(deployFunction, helloRequest, half, 'op-3'),
    ).rejects.toThrow(/north has not been read completely yet/);
    // a person is told, and may name the platform
    const { operationId: _, ...person } = half.run('');
    expect(
      await deployFunction.spec.precheck(helloRequest, person),
    ).toMatchObject([{ severity: 'blocks', field: 'source' }]);
    await readAll(half);
    const started = await start(deployFunction, helloRequest, half, 'op-3');
    expect(started).toMatchObject({ functionId: 'north.shop.hello' });
  });

  it('is no trouble when the platform has no builder at all', async () => {
    north.hide(404, 'builds', 'buildruns');
    backend = collect(north);
    await backend.until(({ state }) => state === 'fresh');
    expect(backend.collectors[0].isComplete).toBe(true);
  });

  it('waits to begin while the platform is away, and only blocks for a person', async () => {
    backend = collect(north);
    await backend.until(({ state }) => state === 'fresh');
    const { run, domain } = backend;
    const away = Object.create(domain.platforms) as typeof domain.platforms;
    Object.assign(away, { troubleOf: () => 'north cannot be reached now' });
    const ctx = { ...run('op-4'), domain: { ...domain, platforms: away } };
    const { operationId: _, ...person } = ctx;
    for (const { spec } of [pauseFunction, redeployFunction, deleteFunction]) {
      await expect(spec.precheck({ functionId }, ctx)).rejects.toThrow(
        new ServiceUnavailableError('north cannot be reached now'),
      );
      expect(await spec.precheck({ functionId }, person)).toMatchObject([
        { severity: 'blocks', message: 'north cannot be reached now' },
      ]);
    }
  });

  it('deletes what it could not see at first, instead of taking it for gone', async () => {
    const half = await without('services');
    await expect(
      start(deleteFunction, { functionId }, half, 'op-5'),
    ).rejects.toThrow(ServiceUnavailableError);
    await readAll(half);
    await start(deleteFunction, { functionId }, half, 'op-5');
    expect(
      await orNothing(north.client.get(knativeKinds.knativeService, where)),
    ).toBeUndefined();
    // and once more, after a death
    await start(deleteFunction, { functionId }, half, 'op-5');
  });
});
