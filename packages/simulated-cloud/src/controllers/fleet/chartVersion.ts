import type { HelmSpec } from './types';

export type ChartRepositories = Record<string, Record<string, string[]>>;

/** The version that a HelmOp means, or what Helm says when the repository has none such. */
export function resolveChart(
  repositories: ChartRepositories,
  helm: HelmSpec,
): { version: string } | { error: string } {
  const { repo = '', chart = '', version } = helm;
  const url = repo.replace(/\/+$/, '');
  const charts = repositories[url];
  if (!charts)
    return {
      error: `looks like "${repo}" is not a valid chart repository or cannot be reached: Get "${url}/index.yaml": dial tcp: lookup ${hostOf(
        url,
      )}: no such host`,
    };
  const versions = charts[chart];
  const newest = versions?.[0];
  if (!newest)
    return { error: `chart "${chart}" not found in ${repo} repository` };
  const wanted = version?.replace(/^v/, '');
  const found = wanted
    ? versions.find(one => one.replace(/^v/, '') === wanted)
    : newest;
  return found
    ? { version: found }
    : {
        error: `chart "${chart}" version "${version}" not found in ${repo} repository`,
      };
}

/** What Helm finds wrong with values before it touches the cluster. */
export function refuseValues(
  chart: string,
  values: Record<string, unknown> = {},
): string | undefined {
  const wrong = Object.entries(values).find(
    ([name, value]) =>
      /replica(s|Count)$/i.test(name) &&
      !(Number.isInteger(value) && Number(value) >= 0),
  );
  if (!wrong) return undefined;
  const given = typeof wrong[1];
  return `values don't meet the specifications of the schema(s) in the following chart(s):\n${chart}:\n- ${wrong[0]}: Invalid type. Expected: integer, given: ${given}\n`;
}

/** True when the values name an image that no registry has. */
export function imageIsMissing(values: Record<string, unknown> = {}): boolean {
  const image = values.image as { tag?: unknown; repository?: unknown };
  return [image?.tag, image?.repository].some(part =>
    /missing|does-not-exist|nonexistent/.test(String(part ?? '')),
  );
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    return url;
  }
}
