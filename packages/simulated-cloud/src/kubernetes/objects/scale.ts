import { type JsonObject, type KubeObject, isObject } from '../types';
import type { ScalePaths } from '../resources/ResourceType';
import { valuesAt } from '../tables/jsonPath';

/** An object's figures as the `Scale` that all scalable kinds share. */
export function scaleOf(object: KubeObject, paths: ScalePaths): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const figure = (path: string) => Number(valuesAt(object, path)[0] ?? 0);
  const selector = paths.labelSelectorPath
    ? valuesAt(object, paths.labelSelectorPath)[0]
    : undefined;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: figure(paths.specReplicasPath) },
    status: {
      replicas: figure(paths.statusReplicasPath),
      ...(selector ? { selector: selectorText(selector) } : {}),
    },
  };
}

/** The object with the number of replicas that a `Scale` wants. */
export function scaled(
  object: KubeObject,
  paths: ScalePaths,
  replicas: number,
): KubeObject {
  const fields = paths.specReplicasPath.split('.').filter(Boolean);
  return setAt(object, fields, replicas) as KubeObject;
}

function setAt(value: unknown, fields: string[], leaf: unknown): JsonObject {
  const [field, ...rest] = fields;
  const object = isObject(value) ? value : {};
  return {
    ...object,
    [field]: rest.length ? setAt(object[field], rest, leaf) : leaf,
  };
}

function selectorText(selector: unknown): string {
  if (!isObject(selector)) return String(selector);
  const labels = isObject(selector.matchLabels) ? selector.matchLabels : {};
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
