import type { ObjectRemover } from '../objects/ObjectRemover';
import { definitionFinalizer } from '../objects/ObjectRemover';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { servedInStorage } from '../resources/servedInStorage';
import { bucketOf } from '../resources/ResourceType';
import type { Store, StoreEvent } from '../storage/Store';

/** Name of the bucket that definitions lie in. */
export const definitionBucket = bucketOf({
  group: 'apiextensions.k8s.io',
  plural: 'customresourcedefinitions',
});

/** Serves the kinds of CustomResourceDefinitions, and deletes their objects together with them. */
export class DefinitionController {
  constructor(
    private readonly store: Store,
    private readonly registry: ResourceRegistry,
    private readonly remover: ObjectRemover,
  ) {}

  /** Follows all changes from now on. */
  start(): void {
    this.store.subscribe(event => this.notice(event));
  }

  private notice(event: StoreEvent) {
    const { bucket, object, type: change } = event;
    if (bucket !== definitionBucket) {
      if (change === 'DELETED') this.afterDeletion(bucket);
      return;
    }
    const type = this.registry.define(object);
    if (change === 'DELETED') {
      this.registry.forget(type);
    } else if (object.metadata.deletionTimestamp) {
      setImmediate(() => this.clear(bucketOf(type)));
    }
  }

  private afterDeletion(bucket: string) {
    const type = this.registry.byBucket(bucket);
    if (type?.custom) setImmediate(() => this.clear(bucket));
  }

  private clear(bucket: string) {
    const type = this.registry.byBucket(bucket);
    if (!type) return;
    const kind = {
      group: 'apiextensions.k8s.io',
      plural: 'customresourcedefinitions',
    };
    const name = `${type.plural}.${type.group}`;
    const definition = this.store.get(kind, undefined, name);
    if (!definition?.metadata.deletionTimestamp) return;
    const objects = this.store.list(type);
    for (const { metadata } of objects) {
      if (metadata.deletionTimestamp) continue;
      this.remover.remove(servedInStorage(type), metadata);
    }
    if (this.store.list(type).length > 0) return;
    const finalizers = definition.metadata.finalizers?.filter(
      finalizer => finalizer !== definitionFinalizer,
    );
    const next = {
      ...definition,
      metadata: { ...definition.metadata, finalizers },
    };
    if (finalizers?.length) this.store.put(kind, next);
    else this.store.remove(kind, next);
  }
}
