import type { KubeConfig } from '@kubernetes/client-node';
import { managementCrds, platformCrds } from '../../kubernetes/crds';
import { accessRules } from './accessRules';
import { applyRules } from './applyRules';
import { Contract } from './Contract';
import { ContractClient, eventually } from './ContractClient';
import { lifecycleRules } from './lifecycleRules';
import { listRules } from './listRules';
import { objectRules } from './objectRules';
import { patchRules } from './patchRules';
import { validationRules } from './validationRules';
import { watchRules } from './watchRules';
import { widgets } from './widgets';

/** A server that the contract is held against. */
export interface KubernetesTarget {
  /** Administrator of the server. */
  kubeConfig: KubeConfig;
  stop?(): Promise<void>;
}

/**
 * What the product relies on in a Kubernetes API server, as tests. They run against the simulated cloud always, and
 * against a real kube-apiserver with its controllers where there is one. Where releases differ, the assertion accepts
 * both and a comment says which one answers what. Container logs and scheduling need nodes and are left out.
 */
export function describeKubernetesContract(
  name: string,
  start: () => Promise<KubernetesTarget>,
): void {
  describe(`${name} keeps the contract of a Kubernetes API`, () => {
    const contract = new Contract();
    let target: KubernetesTarget;

    beforeAll(async () => {
      target = await start();
      const client = new ContractClient(target.kubeConfig);
      await installDefinitions(client);
      const { body } = await client.request('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { generateName: 'contract-' },
      });
      const namespace = body.metadata?.name ?? '';
      contract.begin(client, namespace);
      await eventually(
        async () =>
          (
            await client.request(
              'GET',
              contract.corePath('serviceaccounts/default'),
            )
          ).status === 200,
      );
    }, 120_000);

    afterAll(async () => {
      await contract.client.request(
        'DELETE',
        `/api/v1/namespaces/${contract.namespace}`,
      );
      await target.stop?.();
    }, 60_000);

    describe('objects', () => {
      objectRules(contract);
    });
    describe('patches', () => {
      patchRules(contract);
    });
    describe('schemas', () => {
      validationRules(contract);
    });
    describe('lists', () => {
      listRules(contract);
    });
    describe('watches', () => {
      watchRules(contract);
    });
    describe('server-side apply', () => {
      applyRules(contract);
    });
    describe('access', () => {
      accessRules(contract);
    });
    describe('lifecycles', () => {
      lifecycleRules(contract);
    });
  });
}

/** Installs what is missing, and waits until it is served. */
async function installDefinitions(client: ContractClient) {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const definitions = [widgets, ...managementCrds, ...platformCrds];
  for (const definition of definitions) {
    await client.request('POST', path, definition);
  }
  await eventually(async () => {
    const { status } = await client.request(
      'GET',
      '/apis/contract.flytower.example/v1/widgets',
    );
    return status === 200;
  }, 60_000);
}
