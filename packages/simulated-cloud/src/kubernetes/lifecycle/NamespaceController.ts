import { randomUUID } from 'node:crypto';
import type { Clock } from '../../Clock';
import { timestamp } from '../objects/metadata';
import type { ObjectRemover } from '../objects/ObjectRemover';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { servedInStorage } from '../resources/servedInStorage';
import type { Store, StoreEvent } from '../storage/Store';
import type { KubeObject } from '../types';

const namespaces = { group: '', plural: 'namespaces' };
const serviceAccounts = { group: '', plural: 'serviceaccounts' };

/** Gives a new namespace its default service account, and empties one that is being deleted. */
export class NamespaceController {
  private readonly due = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly registry: ResourceRegistry,
    private readonly remover: ObjectRemover,
    private readonly clock: Clock,
  ) {}

  /** Follows all changes from now on. */
  start(): void {
    this.store.subscribe(event => this.notice(event));
  }

  private notice({ bucket, type, object }: StoreEvent) {
    if (bucket === 'namespaces' && type !== 'DELETED') {
      this.later(object.metadata.name);
    } else if (type === 'DELETED' && object.metadata.namespace) {
      this.later(object.metadata.namespace);
    }
  }

  private later(name: string) {
    if (this.due.size === 0) setImmediate(() => this.drain());
    this.due.add(name);
  }

  private drain() {
    for (const name of [...this.due]) {
      this.due.delete(name);
      const namespace = this.store.get(namespaces, undefined, name);
      if (!namespace) continue;
      if (namespace.metadata.deletionTimestamp) this.empty(namespace);
      else this.furnish(namespace);
    }
  }

  private furnish({ metadata: { name } }: KubeObject) {
    if (this.store.get(serviceAccounts, name, 'default')) return;
    this.store.put(serviceAccounts, {
      kind: 'ServiceAccount',
      apiVersion: 'v1',
      metadata: {
        name: 'default',
        namespace: name,
        uid: randomUUID(),
        creationTimestamp: timestamp(this.clock.now()),
      },
    });
  }

  private empty(namespace: KubeObject) {
    const { name } = namespace.metadata;
    for (const { bucket, object } of [...this.store.all()]) {
      if (object.metadata.namespace !== name) continue;
      const type = this.registry.byBucket(bucket);
      if (!type || object.metadata.deletionTimestamp) continue;
      this.remover.remove(
        servedInStorage(type),
        { namespace: name, name: object.metadata.name },
        { gracePeriodSeconds: 0 },
      );
    }
    for (const { object } of this.store.all()) {
      if (object.metadata.namespace === name) return;
    }
    const next = { ...namespace, spec: {} };
    if (namespace.metadata.finalizers?.length) {
      this.store.put(namespaces, next);
    } else {
      this.store.remove(namespaces, next);
    }
  }
}
