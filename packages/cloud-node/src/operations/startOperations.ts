import type { OperationsOptions, StartedOperations } from './surroundings';

/**
 * Makes a plugin's operations work: journal, runner, service and routes. Registers their permissions, too.
 *
 * @public
 */
export async function startOperations<TDomain>(
  options: OperationsOptions<TDomain>,
): Promise<StartedOperations> {
  throw new Error(`Operations of ${options.pluginId} are being built`);
}
