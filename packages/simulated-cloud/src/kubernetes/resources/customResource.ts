import { type JsonObject, type KubeObject, isObject } from '../types';
import type {
  PrinterColumn,
  ResourceType,
  ResourceVersion,
  ScalePaths,
} from './ResourceType';

/** The kind that a CustomResourceDefinition defines. */
export function typeOfDefinition(definition: KubeObject): ResourceType {
  const spec = objectAt(definition, 'spec');
  const names = objectAt(spec, 'names');
  const kind = String(names.kind ?? '');
  const versions = Array.isArray(spec.versions) ? spec.versions : [];
  return {
    group: String(spec.group ?? ''),
    plural: String(names.plural ?? ''),
    singular: String(names.singular ?? kind.toLowerCase()),
    kind,
    listKind: String(names.listKind ?? `${kind}List`),
    shortNames: stringsOf(names.shortNames),
    categories: stringsOf(names.categories),
    namespaced: spec.scope !== 'Cluster',
    custom: true,
    generation: true,
    versions: versions
      .filter(isObject)
      .filter(version => version.served !== false)
      .map(toVersion),
  };
}

function toVersion(version: JsonObject): ResourceVersion {
  const subresources = objectAt(version, 'subresources');
  const columns = version.additionalPrinterColumns;
  return {
    name: String(version.name),
    storage: version.storage === true,
    deprecated: version.deprecated === true,
    deprecationWarning:
      typeof version.deprecationWarning === 'string'
        ? version.deprecationWarning
        : undefined,
    schema: objectAt(objectAt(version, 'schema'), 'openAPIV3Schema'),
    columns: Array.isArray(columns) ? (columns as PrinterColumn[]) : undefined,
    status: isObject(subresources.status),
    scale: isObject(subresources.scale)
      ? (subresources.scale as unknown as ScalePaths)
      : undefined,
  };
}

function objectAt(object: JsonObject, field: string): JsonObject {
  const value = object[field];
  return isObject(value) ? value : {};
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
