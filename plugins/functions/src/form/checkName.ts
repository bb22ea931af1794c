import type { FunctionsApi } from '@flytower/cloud-common/functions';
import { textAt } from '@flytower/cloud-react/form';

/**
 * What stands against a name. Asked as a precheck, as the door knows functions that the person may not see. The
 * repository is not there yet; only what is said of the name counts.
 */
export async function checkName(options: {
  functions: FunctionsApi;
  name: string;
  values: unknown;
  projectField?: string;
  signal?: AbortSignal;
}): Promise<string | undefined> {
  const { functions, name, values, signal } = options;
  const projectId = textAt(values, options.projectField ?? 'projectId');
  if (!projectId) return undefined;
  const { gitHosts } = await functions.getChoices({ signal });
  const source = textAt(values, 'source');
  const url = `https://${gitHosts[0] ?? 'none.invalid'}/new/${name}.git`;
  const { problems } = await functions.precheckOperation(
    'deploy-function',
    { input: { projectId, name, ...(source && { source }), git: { url } } },
    { signal },
  );
  // That a function of this name was asked for before is only a warning there, but no good for a new one.
  return problems.find(({ field }) => field === 'name')?.message;
}
