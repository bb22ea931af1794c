import fc from 'fast-check';
import { faultMessage } from './faults';
import { upstreamError, upstreamStatus } from './upstreamError';

describe('what a refusing service says', () => {
  it.each<[string, unknown, string]>([
    ['keystone', { error: { code: 404, message: 'No user' } }, 'No user'],
    [
      'nova',
      { itemNotFound: { code: 404, message: 'No server' } },
      'No server',
    ],
    [
      'neutron',
      { NeutronError: { type: 'X', message: 'No net', detail: '' } },
      'No net',
    ],
    [
      'glance',
      {
        code: '404 Not Found',
        title: 'Not Found',
        message: 'No image<br />\n',
      },
      'No image',
    ],
    [
      'placement',
      { errors: [{ status: 404, title: 'Not Found', detail: 'No such' }] },
      'No such',
    ],
    [
      'octavia',
      { faultcode: 'Client', faultstring: 'No balancer', debuginfo: null },
      'No balancer',
    ],
    ['aodh', { error_message: { faultstring: 'No alarm' } }, 'No alarm'],
    [
      'ironic',
      { error_message: '{"faultstring": "No node", "faultcode": "Client"}' },
      'No node',
    ],
    [
      'designate',
      { code: 404, type: 'zone_not_found', message: 'No zone' },
      'No zone',
    ],
    [
      'heat',
      {
        code: 404,
        title: 'Not Found',
        explanation: 'The resource could not be found.',
        error: { type: 'EntityNotFound', message: 'No stack', traceback: null },
      },
      'No stack',
    ],
    [
      'barbican',
      { code: 404, title: 'Not Found', description: 'No secret' },
      'No secret',
    ],
  ])('is read from %s', (_, body, said) => {
    expect(faultMessage(JSON.stringify(body))).toBe(said);
  });

  it('is found at once in megabytes of what could be tags', () => {
    const message = `Out of luck ${'<'.repeat(2_000_000)}`;
    const started = performance.now();
    expect(faultMessage(JSON.stringify({ message }))).toMatch(/^Out of luck/);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('never breaks what reads it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), body => {
        const said = faultMessage(body);
        expect(said === undefined || said.length <= 500).toBe(true);
      }),
    );
  });
});

describe('an upstream refusal', () => {
  const of = (status: number, body = '', retryAfter?: number) =>
    upstreamError({ system: 'Nova', status, body, retryAfter });
  const quota = '{"forbidden":{"message":"Quota exceeded for cores"}}';
  const over = '{"NeutronError":{"message":"Quota exceeded for [network]"}}';

  it.each<[number, string, number | undefined, string, RegExp]>([
    [400, '{"badRequest":{"message":"Bad"}}', 0, 'InputError', /accept.*: Bad/],
    [401, '', 0, 'ServiceUnavailableError', /rejected the portal's account/],
    [403, '', 0, 'ServiceUnavailableError', /does not let/],
    [403, quota, 0, 'ConflictError', /quota is used up.*for cores/],
    [404, '', 0, 'NotFoundError', /does not have it/],
    [406, '', 0, 'ServiceUnavailableError', /version of its API/],
    [409, '', 0, 'ConflictError', /cannot do this now/],
    [409, over, 0, 'ConflictError', /quota is used up.*network/],
    [413, '{}', 0, 'ConflictError', /quota/],
    [413, '{}', 1, 'ServiceUnavailableError', /slow down/],
    [429, '', 1, 'ServiceUnavailableError', /slow down/],
    [500, '<html>', 0, 'ServiceUnavailableError', /failed \(500\)/],
  ])('%i %s (%s) becomes %s', (status, body, retryAfter, name, sentence) => {
    const error = of(status, body, retryAfter);
    expect(error.name).toBe(name);
    expect(error.message).toMatch(sentence);
    expect(upstreamStatus(error)).toBe(status);
  });

  it('never reaches a browser as 401 or 403', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 599 }),
        fc.string(),
        (status, body) =>
          expect(['NotAllowedError', 'AuthenticationError']).not.toContain(
            of(status, body).name,
          ),
      ),
    );
  });
});
