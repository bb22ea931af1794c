import { answer } from '../http/json';
import { apiVersionOf } from '../resources/ResourceType';
import type { ResourceRegistry } from '../resources/ResourceRegistry';
import { aggregated, wantsAggregated } from './aggregated';
import { type GroupVersion, groupVersionsOf } from './resourceEntries';

/** Answers `/api`, `/apis` and what lies below them that is no object; undefined for other paths. */
export function discover(
  registry: ResourceRegistry,
  pathname: string,
  request: Request,
): Response | undefined {
  const [root, ...rest] = pathname.split('/').filter(Boolean);
  if (root !== 'api' && root !== 'apis') return undefined;
  const all = groupVersionsOf(registry).filter(
    ({ group }) => (group === '') === (root === 'api'),
  );
  if (rest.length === 0) {
    const version = wantsAggregated(request);
    if (version) return aggregated(all, version);
    return json(root === 'api' ? coreVersions() : groupList(all));
  }
  const [group, version] = root === 'api' ? ['', rest[0]] : rest;
  const inGroup = all.filter(candidate => candidate.group === group);
  if (inGroup.length === 0 || rest.length > 2) return undefined;
  if (!version)
    return json({ kind: 'APIGroup', apiVersion: 'v1', ...groupOf(inGroup) });
  const found = inGroup.find(candidate => candidate.version === version);
  return found && json(resourceList(found));
}

function json(document: object): Response {
  return answer(JSON.stringify(document));
}

function coreVersions() {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [],
  };
}

function groupList(all: GroupVersion[]) {
  const names = [...new Set(all.map(({ group }) => group))];
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: names.map(name =>
      groupOf(all.filter(({ group }) => group === name)),
    ),
  };
}

function groupOf(versions: GroupVersion[]) {
  const named = versions.map(({ group, version }) => ({
    groupVersion: apiVersionOf(group, version),
    version,
  }));
  return {
    name: versions[0].group,
    versions: named,
    preferredVersion: named[0],
  };
}

function resourceList({ group, version, resources }: GroupVersion) {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf(group, version),
    resources,
  };
}
