import { mockServices } from '@backstage/backend-test-utils';
import { follow, type Standing } from './follow';

const logger = mockServices.logger.mock();
const goesOn = 'It goes on.';

function following(standings: Standing[], over: object = {}) {
  let nth = 0;
  return follow({
    logger,
    since: Date.now(),
    timeoutMinutes: 1,
    everyMs: 1,
    read: async () => standings[Math.min(nth++, standings.length - 1)],
    judge: seen => seen,
    goesOn,
    ...over,
  });
}

const going = (say: string): Standing => ({ say, outcome: 'going-on' });

beforeEach(() => jest.clearAllMocks());

describe('following something long', () => {
  it('says each change once', async () => {
    await following([
      going('a'),
      going('a'),
      going('b'),
      going('a'),
      { say: 'done', outcome: 'succeeded' },
    ]);
    expect(logger.info.mock.calls.map(([said]) => said)).toEqual([
      'a',
      'b',
      'a',
      'done',
    ]);
  });

  it('gives up after its time, counted from the first start, and says that the work goes on', async () => {
    await expect(
      following([going('machines are made')], {
        since: Date.now() - 120_000,
        timeoutMinutes: 2,
      }),
    ).rejects.toThrow(
      'Not finished after 2 minutes; last seen: machines are made. It goes on.',
    );
  });

  it('succeeds also after its time, when it is done by then', async () => {
    const done: Standing = { say: 'done', outcome: 'succeeded' };
    await expect(following([done], { since: 0 })).resolves.toBe(done);
  });

  it('stops at once when the task is cancelled', async () => {
    const stop = new AbortController();
    const waiting = following([going('a')], {
      signal: stop.signal,
      everyMs: 60_000,
    });
    setTimeout(() => stop.abort(new Error('cancelled')), 10);
    await expect(waiting).rejects.toThrow('cancelled');
  });

  it('ends when what is followed is gone, or the sign-in has expired', async () => {
    const refused = (name: string) => ({
      read: async () => {
        throw Object.assign(new Error('no'), { name });
      },
    });
    await expect(following([], refused('NotFoundError'))).rejects.toThrow('no');
    await expect(following([], refused('AuthenticationError'))).rejects.toThrow(
      'Your sign-in has expired while this was waiting. It goes on.',
    );
  });
});
