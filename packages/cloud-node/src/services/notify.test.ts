import { mockServices } from '@backstage/backend-test-utils';
import { notify } from './notify';

describe('telling somebody something', () => {
  const logger = mockServices.logger.mock();
  const notification = {
    recipients: { type: 'entity' as const, entityRef: 'user:default/ines' },
    payload: { title: 'It is done' },
  };
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('holds nobody up when nothing is answered', async () => {
    const send = () => new Promise<void>(() => {});
    const isTold = notify({ notifications: { send }, logger }, notification);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await isTold).toBe(false);
    expect(logger.warn).toHaveBeenCalledWith(
      'Nobody could be told "It is done": Nothing was answered within 10 s',
    );
  });

  it('is done once it is taken', async () => {
    const send = async () => {};
    expect(
      await notify({ notifications: { send }, logger }, notification),
    ).toBe(true);
    await jest.advanceTimersByTimeAsync(20_000);
  });
});
