import { ResponseError } from '@backstage/errors';
import { fast, pollUntil, slow } from './polling';

const refused = (status: number) =>
  ResponseError.fromResponse(
    Response.json({}, { status }) as Parameters<
      typeof ResponseError.fromResponse
    >[0],
  );
const after = (
  state: { data?: string; error?: Error | null },
  otherwise?: number,
) =>
  pollUntil<string>(
    data => data === 'settled',
    otherwise,
  )({
    state: { error: null, ...state },
  } as Parameters<ReturnType<typeof pollUntil<string>>>[0]);

describe('what is on its way', () => {
  it('is asked for often until it is settled', () => {
    expect(after({ data: 'running' })).toBe(fast);
    expect(after({ data: 'settled' })).toBe(false);
    expect(after({ data: 'settled' }, slow)).toBe(slow);
  });

  it('is asked for on as long as it may come back', async () => {
    for (const status of [401, 429, 500, 503]) {
      const error = await refused(status);
      expect(after({ data: 'running', error })).toBe(fast);
    }
    expect(after({ error: new Error('The network is gone') })).toBe(slow);
  });

  it('is not asked for any more when it is gone, or no longer for the asker', async () => {
    for (const status of [403, 404]) {
      const error = await refused(status);
      expect(after({ data: 'running', error })).toBe(false);
      expect(after({ error })).toBe(false);
      expect(after({ data: 'running', error }, slow)).toBe(slow);
    }
  });
});
