import { createHash } from 'node:crypto';
import { answer } from '../http/json';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import type { ResourceType } from '../resources/ResourceType';
import type { JsonObject } from '../types';
import { addModel } from './openApiModels';
import { pathsOf } from './openApiPaths';
import { documentPath, schemaName } from './schemaNames';

const root = '/openapi/v3';

interface Served {
  type: ResourceType;
  group: string;
  version: string;
}

/** Answers `/openapi/v3…`, from which kubectl learns what fields there are; undefined for other paths. */
export function openApi(
  registry: ResourceRegistry,
  pathname: string,
): Response | undefined {
  if (!pathname.startsWith(root)) return undefined;
  const served = registry.all().flatMap(type =>
    type.versions.map(({ name }) => ({
      type,
      group: type.group,
      version: name,
    })),
  );
  const path = pathname.slice(root.length + 1);
  if (!path) return answer(JSON.stringify({ paths: index(served) }));
  const wanted = served.filter(
    ({ group, version }) => documentPath(group, version) === path,
  );
  if (wanted.length === 0) return undefined;
  return answer(JSON.stringify(documentOf(wanted)));
}

function index(served: Served[]) {
  const paths: Record<string, { serverRelativeURL: string }> = {};
  for (const { group, version } of served) {
    const path = documentPath(group, version);
    if (paths[path]) continue;
    const kinds = served
      .filter(other => documentPath(other.group, other.version) === path)
      .map(({ type }) => JSON.stringify(type));
    const hash = createHash('sha256').update(kinds.join()).digest('hex');
    paths[path] = { serverRelativeURL: `${root}/${path}?hash=${hash}` };
  }
  return paths;
}

function documentOf(served: Served[]): JsonObject {
  const schemas: Record<string, JsonObject> = {};
  const paths: JsonObject = {};
  for (const { type, group, version } of served) {
    const name = schemaName(group, version, type.kind, type.custom);
    const identity = { group, version, kind: type.kind };
    schemas[name] = {
      ...schemaOf(type, version, schemas),
      'x-kubernetes-group-version-kind': [identity],
    };
    Object.assign(paths, pathsOf(type, version, name));
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: served[0].version },
    paths,
    components: { schemas },
  };
}

function schemaOf(
  type: ResourceType,
  version: string,
  schemas: Record<string, JsonObject>,
): JsonObject {
  const found = type.versions.find(({ name }) => name === version);
  if (!found?.schema) {
    return addModel(`V1${type.kind}`, schemas) ?? { type: 'object' };
  }
  const metadata = { $ref: addReference('V1ObjectMeta', schemas) };
  const properties = found.schema.properties as JsonObject | undefined;
  return { ...found.schema, properties: { ...properties, metadata } };
}

function addReference(model: string, schemas: Record<string, JsonObject>) {
  const name = `io.k8s.apimachinery.pkg.apis.meta.v1.${model.slice(2)}`;
  schemas[name] ??= addModel(model, schemas) ?? { type: 'object' };
  return `#/components/schemas/${name}`;
}
