import type { Cluster } from '../Cluster';
import { discover } from '../discovery/discovery';
import { openApi } from '../discovery/openApi';
import { timestamp } from '../objects/metadata';
import { answer } from './json';

const healthChecks = new Set(['/healthz', '/livez', '/readyz']);

/** Answers what is no object: versions, health, discovery, schemas. */
export function general(
  cluster: Cluster,
  pathname: string,
  request: Request,
): Response {
  if (healthChecks.has(pathname)) return new Response('ok');
  if (pathname === '/version') return versionAnswer(cluster);
  if (pathname === '/metrics') return metricsAnswer(cluster);
  return (
    openApi(cluster.registry, pathname) ??
    discover(cluster.registry, pathname, request) ??
    nothingThere()
  );
}

/** What a path answers that nothing is served at. */
export function nothingThere(): Response {
  return new Response('404 page not found\n', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

/** Of the API server's metrics those that the world asks for. */
function metricsAnswer({ gitVersion, deprecatedApis }: Cluster): Response {
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(gitVersion) ?? ['', '1', '33'];
  const served = deprecatedApis.filter(
    ({ removedRelease }) =>
      Number(removedRelease.split('.')[1]) > Number(minor),
  );
  const lines = [
    '# HELP apiserver_requested_deprecated_apis [STABLE] Gauge of deprecated APIs that have been requested, broken out by API group, version, resource, subresource, and removed_release.',
    '# TYPE apiserver_requested_deprecated_apis gauge',
    ...served.map(
      ({ group, version, resource, removedRelease }) =>
        `apiserver_requested_deprecated_apis{group="${group}",removed_release="${removedRelease}",resource="${resource}",subresource="",version="${version}"} 1`,
    ),
    "# HELP kubernetes_build_info [ALPHA] A metric with a constant '1' value labeled by major, minor, git version, git commit, git tree state, build date, Go version, and compiler from which Kubernetes was built, and platform on which it is running.",
    '# TYPE kubernetes_build_info gauge',
    `kubernetes_build_info{git_version="${gitVersion}",major="${major}",minor="${minor}",platform="linux/amd64"} 1`,
  ];
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  });
}

function versionAnswer({ gitVersion, clock }: Cluster): Response {
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(gitVersion) ?? ['', '1', '33'];
  return answer(
    JSON.stringify({
      major,
      minor,
      gitVersion,
      gitCommit: '0000000000000000000000000000000000000000',
      gitTreeState: 'clean',
      buildDate: timestamp(clock.now()),
      goVersion: 'go1.24.6',
      compiler: 'gc',
      platform: 'linux/amd64',
    }),
  );
}
