import { mockServices } from '@backstage/backend-test-utils';
import { requestIdListener } from '../requests/requestIds';
import { audited } from './record';

describe('what is worth a record', () => {
  const success = jest.fn();
  const fail = jest.fn();
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success, fail }),
  });
  const event = { eventId: 'log-read', meta: { functionId: 'f' } };
  const requester = 'user:default/ines';
  /** As if upstream had answered so. */
  const read = async (id: string) =>
    requestIdListener('GET')(new Headers({ 'audit-id': id }));

  it('is written down with who did it and what upstream calls it', async () => {
    const act = async () => {
      await read('one');
      await read('two');
      return 'log';
    };
    expect(await audited({ auditor, requester }, event, act)).toBe('log');
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'log-read',
      severityLevel: 'medium',
      meta: { functionId: 'f', requester },
    });
    expect(success).toHaveBeenCalledWith({ meta: { upstream: 'one, two' } });
  });

  it('is written down also when it failed', async () => {
    const error = new Error('no');
    const act = async () => {
      await read('three');
      throw error;
    };
    await expect(audited({ auditor, requester }, event, act)).rejects.toBe(
      error,
    );
    expect(fail).toHaveBeenCalledWith({ error, meta: { upstream: 'three' } });
  });
});
