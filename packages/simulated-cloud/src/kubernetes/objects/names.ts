import { randomBytes } from 'node:crypto';
import { badRequest, invalid, type StatusCause } from '../status';
import type { ResourceType } from '../resources/ResourceType';
import type { KubeObject } from '../types';

const subdomain =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Kinds whose names become a part of a host name. */
const labelNamed = new Set(['Namespace', 'Service']);

const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

/** Characters that `generateName` takes: no vowels, so that no words appear. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** Five characters more, as the API server does it. */
export function generatedName(prefix: string): string {
  const suffix = [...randomBytes(5)]
    .map(byte => letters[byte % letters.length])
    .join('');
  return `${prefix.slice(0, 58)}${suffix}`;
}

/** Refuses names that the real server refuses. */
export function requireName(type: ResourceType, object: KubeObject): void {
  const { name } = object.metadata;
  if (!name) {
    throw invalid(type, '', [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
        field: 'metadata.name',
      },
    ]);
  }
  // roles may be called "system:controller"; a path segment is all they must be
  if (type.group === 'rbac.authorization.k8s.io') {
    if (/[/%]/.test(name)) throw badRequest(`invalid name "${name}"`);
    return;
  }
  const strict = labelNamed.has(type.kind);
  const problems: string[] = [];
  if (!(strict ? label : subdomain).test(name)) {
    problems.push(strict ? labelRule : subdomainRule);
  }
  const longest = strict ? 63 : 253;
  if (name.length > longest) {
    problems.push(`must be no more than ${longest} characters`);
  }
  if (problems.length === 0) return;
  const causes: StatusCause[] = problems.map(problem => ({
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(name)}: ${problem}`,
    field: 'metadata.name',
  }));
  throw invalid(type, name, causes);
}

const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/** Refuses label values that could not be selected. */
export function requireLabels(type: ResourceType, object: KubeObject): void {
  const causes = Object.entries(object.metadata.labels ?? {})
    .filter(([, value]) => !labelValue.test(value) || value.length > 63)
    .map(([, value]) => ({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(value)}: ${
        value.length > 63
          ? 'must be no more than 63 characters'
          : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
      }`,
      field: 'metadata.labels',
    }));
  if (causes.length) throw invalid(type, object.metadata.name, causes);
}
