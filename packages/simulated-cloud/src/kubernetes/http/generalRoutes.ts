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
