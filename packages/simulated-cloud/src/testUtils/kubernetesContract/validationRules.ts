import { PatchStrategy } from '@kubernetes/client-node';
import type { Contract } from './Contract';
import { refusalOf } from './ContractClient';

/** What a schema does to what is written. */
export function validationRules(contract: Contract): void {
  it('fills in defaults and drops what the schema does not know', async () => {
    const created = await contract.create('pruned', {
      size: 'small',
      unheardOf: true,
      values: { anything: ['goes'] },
    });
    expect(created.spec).toEqual({
      size: 'small',
      replicas: 1,
      values: { anything: ['goes'] },
    });
  });

  // servers before 1.23 leave the index out of the path of a missing field
  it.each([
    ['a missing field', {}, 'FieldValueRequired', /^spec\.size$/],
    [
      'a word that is not offered',
      { size: 'huge' },
      'FieldValueNotSupported',
      /^spec\.size$/,
    ],
    [
      'a number that is too small',
      { size: 'small', replicas: -1 },
      'FieldValueInvalid',
      /^spec\.replicas$/,
    ],
    [
      'a text that does not match',
      { size: 'small', note: 'LOUD' },
      'FieldValueInvalid',
      /^spec\.note$/,
    ],
    [
      'a missing field of a list entry',
      { size: 'small', pools: [{ quantity: 1 }] },
      'FieldValueRequired',
      /^spec\.pools(\[0\])?\.name$/,
    ],
  ])('refuses %s and names the field', async (_what, spec, reason, field) => {
    const refusal = await refusalOf(contract.create('invalid', spec));
    expect(refusal).toMatchObject({ code: 422, reason: 'Invalid' });
    expect(refusal.message).toMatch(
      /^Widget\.contract\.flytower\.example "invalid" is invalid: /,
    );
    expect(refusal.details?.causes).toContainEqual(
      expect.objectContaining({
        reason,
        field: expect.stringMatching(field),
      }),
    );
  });

  it('refuses a value of another type', async () => {
    const refusal = await refusalOf(
      contract.create('mistyped', { size: 'small', replicas: 'three' }),
    );
    expect(refusal.code).toBe(422);
    // servers before 1.22 call it FieldValueInvalid
    expect(refusal.details?.causes).toContainEqual({
      reason: expect.stringMatching(/^FieldValue(Type)?Invalid$/),
      message:
        'Invalid value: "string": spec.replicas in body must be of type integer: "string"',
      field: 'spec.replicas',
    });
  });

  it('validates what a patch would make', async () => {
    await contract.create('patched-invalid');
    const { status, body } = await contract.client.request(
      'PATCH',
      contract.path('widgets/patched-invalid'),
      { spec: { size: 'huge' } },
      PatchStrategy.MergePatch,
    );
    expect(status).toBe(422);
    expect(body.details?.causes?.[0].field).toBe('spec.size');
  });

  it('refuses a body of another kind', async () => {
    const { status, body } = await contract.client.request(
      'POST',
      contract.path('widgets'),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } },
    );
    expect(status).toBe(400);
    expect(body.reason).toBe('BadRequest');
  });

  it('refuses a machine pool that names no machine configuration', async () => {
    const { status, body } = await contract.client.request(
      'POST',
      `/apis/provisioning.cattle.io/v1/namespaces/${contract.namespace}/clusters`,
      {
        apiVersion: 'provisioning.cattle.io/v1',
        kind: 'Cluster',
        metadata: { name: 'incomplete' },
        spec: { rkeConfig: { machinePools: [{ name: 'workers' }] } },
      },
    );
    expect(status).toBe(422);
    expect(body.details?.causes).toContainEqual(
      expect.objectContaining({
        reason: 'FieldValueRequired',
        field: expect.stringMatching(
          /^spec\.rkeConfig\.machinePools(\[0\])?\.machineConfigRef$/,
        ),
      }),
    );
  });

  it('refuses a pod without containers', async () => {
    const { status, body } = await contract.client.request(
      'POST',
      contract.corePath('pods'),
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'hollow' },
        spec: { containers: [] },
      },
    );
    expect(status).toBe(422);
    expect(body.details?.causes).toContainEqual({
      reason: 'FieldValueRequired',
      message: 'Required value',
      field: 'spec.containers',
    });
  });
}
