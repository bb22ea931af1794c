import { ResponseError } from '@backstage/errors';
import {
  errorSentence,
  formatCount,
  formatDuration,
  formatMiB,
  shortRef,
} from '.';
import { formatBytes } from './numbers';
import { formatRelativeTime } from './time';

describe('numbers and times', () => {
  it('are short', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(formatBytes(0)).toBe('0 B');
    expect(formatBytes(1536)).toBe('1.5 KiB');
    expect(formatMiB(131072)).toBe('128 GiB');
    expect(formatDuration(340)).toBe('340 ms');
    expect(formatDuration(61_000)).toBe('1 min 1 s');
    expect(formatDuration(59_960)).toBe('1 min 0 s');
    expect(formatDuration(119_700)).toBe('2 min 0 s');
    expect(formatDuration(7_500_000)).toBe('2 h 5 min');
  });

  it('say how long ago, or how soon', () => {
    const now = new Date('2026-01-02T12:00:00Z');
    expect(formatRelativeTime('2026-01-02T11:59:40Z', now)).toMatch(/^20 sec/);
    expect(formatRelativeTime('2026-01-02T11:59:00.400Z', now)).toMatch(
      /^1 min/,
    );
    expect(formatRelativeTime('2026-01-01T12:00:00Z', now)).toBe('yesterday');
    expect(formatRelativeTime('2026-01-02T15:00:00Z', now)).toMatch(/^in 3 h/);
  });

  it('do not invent what they cannot read', () => {
    expect(formatRelativeTime('soon')).toBe('–');
    expect(formatBytes(Number.NaN)).toBe('–');
    expect(shortRef('not a ref at all:')).toBe('not a ref at all:');
  });
});

describe('the sentence of an error', () => {
  it('is that of the door', async () => {
    const response = Response.json(
      {
        error: { name: 'ConflictError', message: 'The name is taken' },
        response: { statusCode: 409 },
      },
      { status: 409 },
    );
    expect(errorSentence(await ResponseError.fromResponse(response))).toBe(
      'The name is taken',
    );
  });
});
