import type { GroupVersion, ResourceEntry } from './resourceEntries';

/** The version of the aggregated form that a client takes, newest first. */
export function wantsAggregated(request: Request): string | undefined {
  const accept = request.headers.get('accept') ?? '';
  if (!accept.includes('as=APIGroupDiscoveryList')) return undefined;
  return /v=v2[;,\s]|v=v2$/.test(accept) ? 'v2' : 'v2beta1';
}

/** Discovery of all groups in one answer. */
export function aggregated(all: GroupVersion[], version: string): Response {
  const groups = [...new Set(all.map(({ group }) => group))];
  const document = {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(group => ({
      metadata: { creationTimestamp: null, ...(group ? { name: group } : {}) },
      versions: all
        .filter(candidate => candidate.group === group)
        .map(found => ({
          version: found.version,
          resources: resourcesOf(found),
          freshness: 'Current',
        })),
    })),
  };
  return new Response(JSON.stringify(document), {
    headers: {
      'content-type': `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
      vary: 'Accept',
    },
  });
}

function resourcesOf({ group, version, resources }: GroupVersion) {
  const responseKind = (entry: ResourceEntry) => ({
    group: entry.group ?? group,
    version: entry.version ?? version,
    kind: entry.kind,
  });
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map(entry => ({
      resource: entry.name,
      responseKind: responseKind(entry),
      scope: entry.namespaced ? 'Namespaced' : 'Cluster',
      singularResource: entry.singularName,
      verbs: entry.verbs,
      shortNames: entry.shortNames,
      categories: entry.categories,
      subresources: resources
        .filter(({ name }) => name.startsWith(`${entry.name}/`))
        .map(sub => ({
          subresource: sub.name.slice(entry.name.length + 1),
          responseKind: responseKind(sub),
          verbs: sub.verbs,
        })),
    }));
}
