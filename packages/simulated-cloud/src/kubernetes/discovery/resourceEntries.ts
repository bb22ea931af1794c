import type { ResourceRegistry } from '../resources/ResourceRegistry';
import type { ResourceType } from '../resources/ResourceType';
import { reviewKinds } from '../access/reviewKinds';

/** One line of a discovery document. */
export interface ResourceEntry {
  /** `pods`, or `pods/log`. */
  name: string;
  singularName: string;
  namespaced: boolean;
  /** Group and version of the kind, where they are not those of the resource. */
  group?: string;
  version?: string;
  kind: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
}

/** A group in one of its versions, with all that it serves. */
export interface GroupVersion {
  group: string;
  version: string;
  resources: ResourceEntry[];
}

const verbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** Subresources that are not those of every kind. */
const special: Record<
  string,
  Array<Omit<ResourceEntry, 'namespaced' | 'singularName'>>
> = {
  Pod: [
    { name: 'pods/log', kind: 'Pod', verbs: ['get'] },
    { name: 'pods/binding', kind: 'Binding', verbs: ['create'] },
    {
      name: 'pods/eviction',
      group: 'policy',
      version: 'v1',
      kind: 'Eviction',
      verbs: ['create'],
    },
  ],
  Service: [
    {
      name: 'services/proxy',
      kind: 'ServiceProxyOptions',
      verbs: ['create', 'delete', 'get', 'patch', 'update'],
    },
  ],
  ServiceAccount: [
    {
      name: 'serviceaccounts/token',
      group: 'authentication.k8s.io',
      version: 'v1',
      kind: 'TokenRequest',
      verbs: ['create'],
    },
  ],
  Namespace: [
    { name: 'namespaces/finalize', kind: 'Namespace', verbs: ['update'] },
  ],
};

/** Everything that a cluster serves, core group first. */
export function groupVersionsOf(registry: ResourceRegistry): GroupVersion[] {
  const found = new Map<string, GroupVersion>();
  const at = (group: string, version: string) => {
    const key = `${group}/${version}`;
    const known = found.get(key) ?? { group, version, resources: [] };
    found.set(key, known);
    return known.resources;
  };
  for (const type of registry.all()) {
    for (const { name, status, scale } of type.versions) {
      at(type.group, name).push(
        ...entriesOf(type, { status, scale: scale !== undefined }),
      );
    }
  }
  for (const { group, kind, plural, namespaced } of reviewKinds) {
    at(group, 'v1').push({
      name: plural,
      singularName: kind.toLowerCase(),
      namespaced,
      kind,
      verbs: ['create'],
    });
  }
  return [...found.values()];
}

function entriesOf(
  type: ResourceType,
  served: { status: boolean; scale: boolean },
): ResourceEntry[] {
  const { plural, singular, namespaced, kind } = type;
  const sub = { singularName: '', namespaced };
  const changing = ['get', 'patch', 'update'];
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs,
      ...(type.shortNames.length ? { shortNames: type.shortNames } : {}),
      ...(type.categories.length ? { categories: type.categories } : {}),
    },
    ...(served.status
      ? [{ ...sub, name: `${plural}/status`, kind, verbs: changing }]
      : []),
    ...(served.scale
      ? [
          {
            ...sub,
            name: `${plural}/scale`,
            group: 'autoscaling',
            version: 'v1',
            kind: 'Scale',
            verbs: changing,
          },
        ]
      : []),
    ...(type.custom ? [] : special[kind] ?? []).map(entry => ({
      ...sub,
      ...entry,
    })),
  ];
}
