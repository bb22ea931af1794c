import { KubeConfig } from '@kubernetes/client-node';
import { ContractClient, type Widget } from './ContractClient';

interface Owner {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  blockOwnerDeletion?: boolean;
}

/** The server under test, and the suite's own namespace on it. */
export class Contract {
  private found?: { client: ContractClient; namespace: string };

  begin(client: ContractClient, namespace: string): void {
    this.found = { client, namespace };
  }

  get client(): ContractClient {
    return this.require().client;
  }

  get namespace(): string {
    return this.require().namespace;
  }

  /** Path of the suite's own kind. */
  path(rest: string): string {
    return `/apis/contract.flytower.example/v1/namespaces/${this.namespace}/${rest}`;
  }

  /** Path of a kind of the core group. */
  corePath(rest: string): string {
    return `/api/v1/namespaces/${this.namespace}/${rest}`;
  }

  widget(name: string, spec: Widget['spec'] = { size: 'small' }): Widget {
    return {
      apiVersion: 'contract.flytower.example/v1',
      kind: 'Widget',
      metadata: { name, namespace: this.namespace },
      spec,
    };
  }

  create(
    name: string,
    spec: Widget['spec'] = { size: 'small' },
    ownerReferences: Owner[] = [],
  ): Promise<Widget> {
    const widget = this.widget(name, spec);
    return this.client.objects.create<Widget>({
      ...widget,
      metadata: { ...widget.metadata, ownerReferences },
    });
  }

  /** The revision that a list of now would have. */
  async revision(): Promise<string> {
    const { body } = await this.client.request('GET', this.path('widgets'));
    return body.metadata?.resourceVersion ?? '';
  }

  /** The same server, asked by somebody else. */
  as(token: string): ContractClient {
    const cluster = this.client.kubeConfig.getCurrentCluster();
    if (!cluster) throw new Error('the configuration has no current cluster');
    const config = new KubeConfig();
    config.loadFromClusterAndUser(cluster, { name: 'other', token });
    return new ContractClient(config);
  }

  private require() {
    if (!this.found) throw new Error('the contract has not begun');
    return this.found;
  }
}
