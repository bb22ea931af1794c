import { apiVersionOf } from '../resources/ResourceType';

const groups: Record<string, string> = {
  '': 'core',
  'rbac.authorization.k8s.io': 'rbac',
  'networking.k8s.io': 'networking',
  'coordination.k8s.io': 'coordination',
  'discovery.k8s.io': 'discovery',
  'storage.k8s.io': 'storage',
  'scheduling.k8s.io': 'scheduling',
};

/** Name of a kind's schema: `io.k8s.api.core.v1.Pod`, `com.example.v1.Widget`. */
export function schemaName(
  group: string,
  version: string,
  kind: string,
  custom: boolean,
): string {
  if (custom) {
    return [...group.split('.').reverse(), version, kind].join('.');
  }
  return `io.k8s.api.${
    groups[group] ?? group.split('.')[0]
  }.${version}.${kind}`;
}

/** Path of a group's document below `/openapi/v3`. */
export function documentPath(group: string, version: string): string {
  return `${group ? 'apis' : 'api'}/${apiVersionOf(group, version)}`;
}
