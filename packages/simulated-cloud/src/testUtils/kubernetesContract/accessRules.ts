import type { Contract } from './Contract';
import { eventually } from './ContractClient';

/** Who somebody is and what they may. */
export function accessRules(contract: Contract): void {
  it('gives a service account a token that ends', async () => {
    const { client, namespace } = contract;
    await client.core.createNamespacedServiceAccount({
      namespace,
      body: { metadata: { name: 'robot' } },
    });
    const { body, status } = await client.request(
      'POST',
      contract.corePath('serviceaccounts/robot/token'),
      {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { expirationSeconds: 3600 },
      },
    );
    expect(status).toBe(201);
    const token = String(body.status?.token);
    expect(token.split('.')).toHaveLength(3);
    const claims = JSON.parse(
      Buffer.from(token.split('.')[1], 'base64url').toString(),
    );
    expect(claims).toMatchObject({
      sub: `system:serviceaccount:${namespace}:robot`,
      'kubernetes.io': {
        namespace,
        serviceaccount: { name: 'robot', uid: expect.any(String) },
      },
    });
    const ends = Date.parse(String(body.status?.expirationTimestamp));
    expect(ends).toBe(claims.exp * 1000);
    expect(claims.exp - claims.iat).toBe(3600);
  });

  it('lets a service account do what its roles allow, and nothing else', async () => {
    const { client, namespace } = contract;
    const role = '/apis/rbac.authorization.k8s.io/v1';
    const inside = `${role}/namespaces/${namespace}`;
    await client.core.createNamespacedServiceAccount({
      namespace,
      body: { metadata: { name: 'reader' } },
    });
    await client.request('POST', `${inside}/roles`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'reader' },
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }],
    });
    await client.request('POST', `${inside}/rolebindings`, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'reader' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'reader',
      },
      subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace }],
    });
    const { body } = await client.request(
      'POST',
      contract.corePath('serviceaccounts/reader/token'),
      {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { expirationSeconds: 3600 },
      },
    );
    const reader = contract.as(String(body.status?.token));
    // roles are read from a cache that follows
    await eventually(
      async () =>
        (
          await reader.request('GET', contract.corePath('configmaps'))
        ).status === 200,
    );
    const refused = await reader.request('GET', contract.corePath('secrets'));
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      reason: 'Forbidden',
      message: `secrets is forbidden: User "system:serviceaccount:${namespace}:reader" cannot list resource "secrets" in API group "" in the namespace "${namespace}"`,
    });
    const review = await reader.request(
      'POST',
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            namespace,
            verb: 'list',
            resource: 'configmaps',
          },
        },
      },
    );
    expect(review.body.status?.allowed).toBe(true);
  });

  it('refuses who cannot say who they are', async () => {
    const stranger = contract.as('nobody-knows-me');
    const { status } = await stranger.request('GET', '/api/v1/namespaces');
    expect(status).toBe(401);
  });

  it('tells an administrator that everything is allowed', async () => {
    const { body } = await contract.client.request(
      'POST',
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { verb: '*', resource: '*', group: '*' } },
      },
    );
    expect(body.status?.allowed).toBe(true);
  });
}
