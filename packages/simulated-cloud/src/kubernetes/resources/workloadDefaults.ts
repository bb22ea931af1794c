import { type JsonObject, type KubeObject, isObject } from '../types';
import { preparePodSpec } from './builtInDefaults';

function specOf(object: KubeObject): JsonObject {
  return isObject(object.spec) ? object.spec : {};
}

function templateOf(spec: JsonObject, labels: JsonObject = {}): JsonObject {
  const template = isObject(spec.template) ? spec.template : {};
  const metadata = isObject(template.metadata) ? template.metadata : {};
  const own = isObject(metadata.labels) ? metadata.labels : {};
  const merged = { ...own, ...labels };
  return {
    ...template,
    metadata: {
      ...metadata,
      ...(Object.keys(merged).length ? { labels: merged } : {}),
    },
    spec: preparePodSpec(isObject(template.spec) ? template.spec : {}),
  };
}

export function prepareReplicaSet(object: KubeObject): KubeObject {
  const spec = specOf(object);
  return {
    ...object,
    spec: { replicas: 1, ...spec, template: templateOf(spec) },
    status: { replicas: 0 },
  };
}

export function prepareDeployment(object: KubeObject): KubeObject {
  const spec = specOf(object);
  return {
    ...object,
    spec: {
      replicas: 1,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
      },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      ...spec,
      template: templateOf(spec),
    },
    status: {},
  };
}

/** A job chooses its pods by its own uid. */
export function prepareJob(object: KubeObject): KubeObject {
  const spec = specOf(object);
  const labels = {
    'controller-uid': object.metadata.uid,
    'job-name': object.metadata.name,
  };
  return {
    ...object,
    spec: {
      parallelism: 1,
      completions: 1,
      backoffLimit: 6,
      selector: { matchLabels: { 'controller-uid': object.metadata.uid } },
      ...spec,
      template: templateOf(spec, labels),
    },
    status: {},
  };
}

/** Gives the service an address of the cluster, the same for the same uid. */
export function prepareService(object: KubeObject): KubeObject {
  const spec = specOf(object);
  const digits = parseInt((object.metadata.uid ?? '0').slice(0, 4), 16) || 1;
  const clusterIP = `10.96.${Math.floor(digits / 256) % 256}.${
    (digits % 254) + 1
  }`;
  const external = spec.type === 'ExternalName';
  return {
    ...object,
    spec: {
      ...(external
        ? {}
        : { clusterIP, clusterIPs: [spec.clusterIP ?? clusterIP] }),
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ...spec,
      ...(Array.isArray(spec.ports)
        ? {
            ports: spec.ports.filter(isObject).map(port => ({
              protocol: 'TCP',
              targetPort: port.port,
              ...port,
            })),
          }
        : {}),
    },
    status: { loadBalancer: {} },
  };
}
