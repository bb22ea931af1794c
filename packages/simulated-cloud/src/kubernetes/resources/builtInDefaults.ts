import { type JsonObject, type KubeObject, isObject } from '../types';

/** A namespace is active from the start and cannot vanish before its content. */
export function prepareNamespace(object: KubeObject): KubeObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: {
        ...object.metadata.labels,
        'kubernetes.io/metadata.name': object.metadata.name,
      },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

/** Writes `stringData` as `data`: it is never read back. */
export function normalizeSecret(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object;
  const texts = isObject(stringData) ? Object.entries(stringData) : [];
  if (texts.length === 0) return { type: 'Opaque', ...rest };
  const data = { ...(isObject(rest.data) ? rest.data : {}) };
  for (const [key, text] of texts) {
    data[key] = Buffer.from(String(text)).toString('base64');
  }
  return { type: 'Opaque', ...rest, data };
}

/** What the API server fills in for a pod. */
export function preparePod(object: KubeObject): KubeObject {
  return {
    ...object,
    spec: preparePodSpec(isObject(object.spec) ? object.spec : {}),
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  };
}

/** Defaults of a pod's spec, also inside of templates. */
export function preparePodSpec(spec: JsonObject): JsonObject {
  return {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...spec,
    ...containersOf(spec, 'initContainers'),
    ...containersOf(spec, 'containers'),
  };
}

function containersOf(spec: JsonObject, field: string): JsonObject {
  const containers = spec[field];
  if (!Array.isArray(containers)) return {};
  return {
    [field]: containers.filter(isObject).map(container => ({
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      imagePullPolicy:
        /:[^/]+$/.test(String(container.image)) &&
        !/:latest$/.test(String(container.image))
          ? 'IfNotPresent'
          : 'Always',
      resources: {},
      ...container,
      ...(Array.isArray(container.ports)
        ? {
            ports: container.ports
              .filter(isObject)
              .map(port => ({ protocol: 'TCP', ...port })),
          }
        : {}),
    })),
  };
}
