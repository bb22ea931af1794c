import type { StatusCause } from '../status';
import { type JsonObject, type KubeObject, isObject } from '../types';

type Rule = (object: KubeObject) => StatusCause[];

function required(field: string): StatusCause {
  return { reason: 'FieldValueRequired', message: 'Required value', field };
}

function specOf(object: JsonObject): JsonObject {
  return isObject(object.spec) ? object.spec : {};
}

/** Containers with a name and an image, as every pod needs them. */
function podSpec(spec: JsonObject, path: string): StatusCause[] {
  const { containers } = spec;
  if (!Array.isArray(containers) || containers.length === 0) {
    return [required(`${path}.containers`)];
  }
  return containers.flatMap((container, index) => {
    const at = `${path}.containers[${index}]`;
    const given = isObject(container) ? container : {};
    return ['name', 'image']
      .filter(field => !given[field])
      .map(field => required(`${at}.${field}`));
  });
}

/** The pods that it makes must be the ones that it selects. */
function workload(object: KubeObject): StatusCause[] {
  const spec = specOf(object);
  const template = isObject(spec.template) ? spec.template : {};
  const selector = isObject(spec.selector) ? spec.selector : {};
  const wanted = isObject(selector.matchLabels) ? selector.matchLabels : {};
  const metadata = isObject(template.metadata) ? template.metadata : {};
  const labels = isObject(metadata.labels) ? metadata.labels : {};
  const causes = podSpec(specOf(template), 'spec.template.spec');
  if (!isObject(spec.selector)) {
    causes.unshift(required('spec.selector'));
  } else if (
    Object.entries(wanted).some(([key, value]) => labels[key] !== value)
  ) {
    causes.unshift({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(
        labels,
      )}: \`selector\` does not match template \`labels\``,
      field: 'spec.template.metadata.labels',
    });
  }
  const replicas = Number(spec.replicas ?? 1);
  if (replicas < 0) {
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
      field: 'spec.replicas',
    });
  }
  return causes;
}

const configMapData: Rule = object =>
  Object.keys(isObject(object.data) ? object.data : {})
    .filter(key => !/^[-._a-zA-Z0-9]+$/.test(key))
    .map(key => ({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(
        key,
      )}: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
      field: `data[${key}]`,
    }));

const definition: Rule = object => {
  const { group, versions, names } = specOf(object);
  const causes: StatusCause[] = [];
  if (!group) causes.push(required('spec.group'));
  const plural = isObject(names) ? names.plural : undefined;
  if (!plural) causes.push(required('spec.names.plural'));
  if (!isObject(names) || !names.kind) causes.push(required('spec.names.kind'));
  if (group && plural && object.metadata.name !== `${plural}.${group}`) {
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(
        object.metadata.name,
      )}: must be spec.names.plural+"."+spec.group`,
      field: 'metadata.name',
    });
  }
  const list = Array.isArray(versions) ? versions.filter(isObject) : [];
  list.forEach((version, index) => {
    const schema = isObject(version.schema) ? version.schema : {};
    if (!isObject(schema.openAPIV3Schema)) {
      causes.push({
        reason: 'FieldValueRequired',
        message: 'Required value: schemas are required',
        field: `spec.versions[${index}].schema.openAPIV3Schema`,
      });
    }
  });
  if (list.filter(version => version.storage === true).length !== 1) {
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(
        versions ?? [],
      )}: must have exactly one version marked as storage version`,
      field: 'spec.versions',
    });
  }
  return causes;
};

const rules: Record<string, Rule> = {
  Pod: object => podSpec(specOf(object), 'spec'),
  Deployment: workload,
  ReplicaSet: workload,
  StatefulSet: workload,
  DaemonSet: workload,
  ConfigMap: configMapData,
  CustomResourceDefinition: definition,
};

/** The mistakes in built-in kinds that somebody is likely to make. */
export function builtInCauses(object: KubeObject): StatusCause[] {
  return rules[object.kind]?.(object) ?? [];
}
