import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import type { DefinedOperation } from '../defineOperation';
import { toScaffolderAction } from './scaffolderAction';

interface OperationFeatures {
  pluginId: string;
  definitions: readonly DefinedOperation<never>[];
  /** How often a waiting step looks. */
  everyMs?: number;
}

/** Template actions of all operations of a plugin. @public */
export function createOperationsScaffolderModule(options: OperationFeatures) {
  const { pluginId, definitions, everyMs = 2_000 } = options;
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: `${pluginId}-operations`,
    register(reg) {
      reg.registerInit({
        deps: {
          actions: scaffolderActionsExtensionPoint,
          auth: coreServices.auth,
          discovery: coreServices.discovery,
        },
        async init({ actions, auth, discovery }) {
          actions.addActions(
            ...definitions.map(definition =>
              toScaffolderAction(definition, {
                pluginId,
                auth,
                discovery,
                everyMs,
              }),
            ),
          );
        },
      });
    },
  });
}

/**
 * A backend plugin together with its operations as template actions, so that an operation is written in one place.
 * The scaffolder must be installed in the same backend.
 *
 * @public
 */
export function withTemplateActions(
  plugin: BackendFeature,
  options: OperationFeatures,
) {
  return createBackendFeatureLoader({
    *loader() {
      yield plugin;
      yield createOperationsScaffolderModule(options);
    },
  });
}
