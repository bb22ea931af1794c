import type { KubeObject } from '../types';
import { builtInTypes } from './builtIns';
import { typeOfDefinition } from './customResource';
import {
  type ResourceType,
  type ResourceVersion,
  apiVersionOf,
  bucketOf,
} from './ResourceType';

/** A kind in the version that a request speaks. */
export interface ServedResource {
  type: ResourceType;
  version: ResourceVersion;
  apiVersion: string;
}

/** Kinds made from the same definition are made once, however many clusters install it. */
const typesOfDefinitions = new WeakMap<object, ResourceType>();

/** The kinds that a cluster serves: built-in ones and those of its CustomResourceDefinitions. */
export class ResourceRegistry {
  private readonly types = new Map<string, ResourceType>();

  constructor() {
    for (const type of builtInTypes) this.types.set(bucketOf(type), type);
  }

  all(): ResourceType[] {
    return [...this.types.values()];
  }

  byBucket(bucket: string): ResourceType | undefined {
    return this.types.get(bucket);
  }

  find(
    group: string,
    version: string,
    plural: string,
  ): ServedResource | undefined {
    const type = this.types.get(bucketOf({ group, plural }));
    return type && served(type, version);
  }

  /** By what an object says of itself. */
  findKind(apiVersion: string, kind: string): ServedResource | undefined {
    const [group, version] = apiVersion.includes('/')
      ? apiVersion.split('/')
      : ['', apiVersion];
    for (const type of this.types.values()) {
      if (type.group === group && type.kind === kind) {
        return served(type, version);
      }
    }
    return undefined;
  }

  /** Starts to serve, or serves anew, what a definition defines. */
  define(definition: KubeObject): ResourceType {
    const spec = definition.spec as object;
    const type = typesOfDefinitions.get(spec) ?? typeOfDefinition(definition);
    typesOfDefinitions.set(spec, type);
    this.types.set(bucketOf(type), type);
    return type;
  }

  forget(type: { group: string; plural: string }): void {
    this.types.delete(bucketOf(type));
  }
}

function served(type: ResourceType, name: string): ServedResource | undefined {
  const version = type.versions.find(candidate => candidate.name === name);
  return (
    version && { type, version, apiVersion: apiVersionOf(type.group, name) }
  );
}
