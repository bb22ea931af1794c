import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { cloudTopics } from '@flytower/cloud-common';
import { risks, type TargetType } from '@flytower/cloud-common/operations';
import { createAnnouncer } from '../changes/announceChanges';
import { gatherChanges } from '../changes/gatherChanges';
import { migrateTables } from '../database';
import type { OwnedResource } from '../guard';
import { assemble } from './assemble';
import { Definitions } from './Definitions';
import { registerActions } from './entrances/registerActions';
import { Journal } from './journal/Journal';
import { Sealer } from './journal/Sealer';
import { toOperation } from './journal/toOperation';
import type { OperationsKit } from './kit';
import { createOperationsRouter } from './router';
import { OperationsNews } from './service/OperationsNews';
import { sentenceOf } from './sentences';
import { readOperationsSettings } from './settings';
import type { OperationsOptions, StartedOperations } from './surroundings';
import { Targets } from '../targets/Targets';

/**
 * Makes a plugin's operations work: journal, runner, service and routes. Registers their permissions, too.
 *
 * @public
 */
export async function startOperations<TDomain>(
  options: OperationsOptions<TDomain>,
): Promise<StartedOperations> {
  const { pluginId, domain, deps, pace } = options;
  const { config, database, logger, notifications } = deps;
  const settings = readOperationsSettings(config, pace);
  const definitions = new Definitions(pluginId, options.definitions);
  const targets = new Targets(options.targets, options.guards);
  for (const { spec } of definitions.all) targets.expect(spec.target);
  deps.permissionsRegistry.addPermissions(definitions.permissions);

  const journal = new Journal(await migrateTables(database, 'operations'));
  const kit: OperationsKit<TDomain> = {
    pluginId,
    domain,
    definitions,
    targets,
    journal,
    settings,
    logger,
    sealer: new Sealer(settings.sealingKey),
    now: Date.now,
  };
  announceChanges(kit, deps);
  const { runner, service, startForPolicy, stop } = assemble({
    kit,
    deps,
    news: new OperationsNews({
      pluginId,
      notifications,
      logger,
      approversOf: settings.approversOf,
    }),
  });
  registerActions({
    pluginId,
    definitions: options.definitions,
    operations: service,
    registry: deps.actionsRegistry,
  });
  deps.lifecycle.addStartupHook(() => runner.start());
  deps.lifecycle.addShutdownHook(stop);

  return {
    service,
    router: createOperationsRouter({
      operations: service,
      httpAuth: deps.httpAuth,
    }),
    allowed: (credentials, type, items) =>
      allowed(kit, credentials, type, items),
    startForPolicy,
    async find(id) {
      const record = await journal.get(id);
      return record && { ...toOperation(pluginId, record), allowedActions: [] };
    },
    statesOf: ids => journal.statesOf(ids),
  };
}

function announceChanges<TDomain>(
  { pluginId, journal, logger }: OperationsKit<TDomain>,
  deps: OperationsOptions<TDomain>['deps'],
) {
  const announce = createAnnouncer({ ...deps, topic: cloudTopics.operations });
  const gather = gatherChanges(changes => {
    announce(changes).catch(error => {
      logger.debug(`Nobody heard of changes: ${sentenceOf(error)}`);
    });
  });
  journal.onChange(({ id }) =>
    gather([{ id: `${pluginId}/${id}`, change: 'upserted' }]),
  );
}

/** Asked once per risk, as the rules may look at it. */
async function allowed<TDomain>(
  { definitions, targets }: OperationsKit<TDomain>,
  credentials: BackstageCredentials,
  type: TargetType,
  items: OwnedResource[],
): Promise<string[][]> {
  const names: string[][] = items.map(() => []);
  for (const risk of risks) {
    const permissions: Record<string, ResourcePermission> = Object.fromEntries(
      definitions.all
        .filter(({ spec }) => spec.target === type && spec.risk === risk)
        .map(({ spec, permission }) => [spec.id, permission]),
    );
    if (items.length === 0 || Object.keys(permissions).length === 0) continue;
    const some = await targets.guard(type).allowedOperations(
      credentials,
      items.map(item => ({ ...item, risk })),
      permissions,
    );
    some.forEach((ids, index) => names[index].push(...ids));
  }
  return names;
}
