import type { ClustersApi } from '@flytower/cloud-common/clusters';
import { textAt } from '@flytower/cloud-react/form';

/** Where the form keeps what a name is judged by. */
export interface NameOptions {
  projectField?: string;
  regionField?: string;
}

/** What is not chosen yet has no bearing on the name. */
const notYet = 'not-chosen-yet';

/**
 * What stands against a name. Asked as a precheck, as the door knows clusters that the person may not see, and names
 * that Rancher keeps for itself.
 */
export async function checkName(options: {
  clusters: ClustersApi;
  name: string;
  values: unknown;
  fields?: NameOptions;
  signal?: AbortSignal;
}): Promise<string | undefined> {
  const { clusters, name, values, fields = {}, signal } = options;
  const projectId = textAt(values, fields.projectField ?? 'projectId');
  if (!projectId) return undefined;
  const nodes = { count: 1, flavor: notYet };
  const input = {
    projectId,
    name,
    region: textAt(values, fields.regionField ?? 'region') || notYet,
    version: textAt(values, 'version') || notYet,
    controlPlane: nodes,
    workers: nodes,
  };
  const { problems } = await clusters.precheckOperation(
    'create-cluster',
    { input },
    { signal },
  );
  return problems.find(
    ({ field, severity }) => field === 'name' && severity === 'blocks',
  )?.message;
}
