import fc from 'fast-check';
import { kubernetesError } from './kubernetesError';

const system = 'Rancher';

describe('a refusal of a Kubernetes API', () => {
  it.each([
    [400, 'InputError'],
    [401, 'ServiceUnavailableError'],
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [410, 'ExpiredError'],
    [413, 'InputError'],
    [422, 'InputError'],
    [429, 'ServiceUnavailableError'],
    [500, 'ServiceUnavailableError'],
    [503, 'ServiceUnavailableError'],
  ])('with %d is a %s', (status, name) => {
    const body = JSON.stringify({
      kind: 'Status',
      code: status,
      message: 'no',
    });
    expect(kubernetesError({ system, status, body }).name).toBe(name);
  });

  it('names the fields that are wrong', () => {
    const error = kubernetesError({
      system,
      status: 422,
      body: JSON.stringify({
        kind: 'Status',
        code: 422,
        message: 'Cluster "x" is invalid: many things',
        details: {
          causes: [
            { field: 'spec.version', message: 'Required value' },
            { field: 'metadata.name', message: 'too long' },
          ],
        },
      }),
    });
    expect(error.message).toBe(
      'Rancher refused it: spec.version: Required value; metadata.name: too long',
    );
  });

  it('says so when a quota is exhausted', () => {
    const error = kubernetesError({
      system,
      status: 403,
      body: JSON.stringify({ message: 'exceeded quota: compute' }),
    });
    expect(error.message).toMatch(/because a quota is exhausted/);
  });

  it('reads the title of a page, and nothing else of it', () => {
    const error = kubernetesError({
      system,
      status: 502,
      body: '<html><head><title>Bad gateway</title></head><body>secret</body></html>',
    });
    expect(error.message).toBe('Rancher answered 502: Bad gateway');
  });

  it("understands Rancher's own filter, whose status is text", () => {
    const body =
      '{"type":"error","status":"401","message":"must authenticate"}';
    expect(kubernetesError({ system, status: 401, body }).message).toMatch(
      /rejected the portal's service account/,
    );
  });

  it('is never a 401 for the browser, whatever was answered', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 400, max: 599 }),
        fc.oneof(fc.string(), fc.json()),
        (status, body) => {
          const error = kubernetesError({ system, status, body });
          expect(error.name).not.toBe('AuthenticationError');
          expect(error.message.length).toBeLessThan(600 + body.length);
        },
      ),
    );
  });
});
