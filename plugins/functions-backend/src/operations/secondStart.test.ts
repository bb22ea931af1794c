import { knativeKinds } from '@flytower/cloud-node/upstream/knative';
import {
  collect,
  startQuietPlatform,
  type QuietPlatform,
} from '../__testUtils__/quietPlatform';
import { pauseFunction } from './pauseFunction';
import { resumeFunction } from './resumeFunction';

jest.setTimeout(60_000);

const outside = 'http://hello.shop.functions.example';
const inside = 'http://hello.shop.svc.cluster.local';

/** The process died after Knative was told, and before that was kept. */
describe('an address whose change is started a second time', () => {
  let north: QuietPlatform;
  let functionId: string;
  let backend: ReturnType<typeof collect>;

  beforeAll(async () => {
    north = await startQuietPlatform('north');
    ({ functionId } = await north.deployHello());
    await knativeSays(outside);
    backend = collect(north);
    await backend.until(({ state }) => state === 'fresh');
  });
  afterAll(async () => {
    backend?.stop();
    await north?.stop();
  });

  async function knativeSays(url: string) {
    const { apiVersion, kind } = knativeKinds.knativeService;
    const metadata = { name: 'hello', namespace: 'shop' };
    await north.rancher.put({ apiVersion, kind, metadata, status: { url } });
  }

  it.each([
    [pauseFunction, outside, inside, 'no public address any more'],
    [resumeFunction, inside, outside, `It answers at ${outside} again`],
  ])('is not done before Knative did it (%#)', async (...row) => {
    const [{ spec }, from, to, said] = row;
    await knativeSays(from);
    const run = backend.run(spec.id);
    await spec.start({ functionId }, run);
    const again = await spec.start({ functionId }, run);
    const input = { functionId };
    const early = await spec.observe(again, { ...run, input });
    expect(early.settled).toBeUndefined();
    expect(early.message).toBe('Knative changes its address');
    await knativeSays(to);
    const look = async () => {
      for (;;) {
        const seen = await spec.observe(again, { ...run, input });
        if (seen.settled) return seen;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    };
    expect(await look()).toMatchObject({
      settled: 'succeeded',
      outcome: expect.stringContaining(said),
    });
  });
});
