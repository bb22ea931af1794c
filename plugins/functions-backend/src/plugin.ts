import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { cloudTopics } from '@flytower/cloud-common';
import {
  cloudFunctionPermissions,
  cloudFunctionReadPermission,
} from '@flytower/cloud-common/functions';
import {
  createAnnouncer,
  ProjectDirectory,
  projectsServiceRef,
} from '@flytower/cloud-node';
import { startFindings } from '@flytower/cloud-node/findings';
import {
  createProjectGuard,
  functionResourceRef,
  functionRules,
  Guard,
} from '@flytower/cloud-node/guard';
import {
  operatingDeps,
  startOperations,
} from '@flytower/cloud-node/operations';
import { EndpointPolicy } from '@flytower/cloud-node/upstream/http';
import { Platforms } from './collect/Platforms';
import { startCollecting } from './collect/startCollecting';
import { FunctionMaker } from './deploy/FunctionMaker';
import { GitHosts } from './deploy/gitHosts';
import { functionDetectors } from './findings';
import { functionOperations } from './operations';
import { functionTargets } from './operations/targets';
import { createRouter } from './router';
import { AuthorizedFunctionsService } from './service/AuthorizedFunctionsService';
import { DefaultFunctionsService } from './service/DefaultFunctionsService';

/**
 * Answers for functions on Knative, calls them and shows their logs; what changes them is done by operations.
 *
 * @public
 */
export const functionsPlugin = createBackendPlugin({
  pluginId: 'functions',
  register(env) {
    env.registerInit({
      deps: { ...operatingDeps, projects: projectsServiceRef },
      async init(deps) {
        const pluginId = 'functions';
        const directory = await ProjectDirectory.start({ ...deps, pluginId });
        const collecting = startCollecting({
          ...deps,
          directory,
          announce: createAnnouncer({ ...deps, topic: cloudTopics.functions }),
        });
        deps.lifecycle.addShutdownHook(() => {
          collecting.stop();
          directory.stop();
        });

        const gitHosts = GitHosts.fromConfig(deps.config);
        const platforms = new Platforms(
          collecting.collectors,
          collecting.freshness,
        );
        const inner = new DefaultFunctionsService({
          platforms,
          projects: directory,
          gitHosts,
          endpoints: new EndpointPolicy(
            deps.config.getOptionalStringArray('cloud.endpoints.allow') ?? [],
          ),
        });
        deps.permissionsRegistry.addResourceType({
          resourceRef: functionResourceRef,
          permissions: cloudFunctionPermissions,
          rules: Object.values(functionRules),
          getResources: async ids =>
            ids.map(id => directory.complete(inner.find(id))),
        });
        const guard = new Guard({
          ...deps,
          resourceRef: functionResourceRef,
          readPermission: cloudFunctionReadPermission,
          noun: 'function',
          complete: directory.complete,
        });

        const project = async (id: string) =>
          deps.projects.getProject(id, {
            credentials: await deps.auth.getOwnServiceCredentials(),
          });
        const targets = functionTargets({
          platforms,
          directory,
          functions: inner,
          project,
          list: (query, asker) => functions.list(query, asker),
        });
        const guards = {
          function: guard,
          project: createProjectGuard(deps),
        };
        const operations = await startOperations({
          pluginId,
          definitions: functionOperations,
          domain: {
            platforms,
            maker: new FunctionMaker({ platforms, gitHosts }),
            gitHosts,
            project,
          },
          targets,
          guards,
          deps,
        });
        const findings = await startFindings({
          pluginId,
          detectors: functionDetectors({
            ...collecting,
            projects: directory,
          }),
          operations: { ...operations, definitions: functionOperations },
          guards,
          targets,
          freshness: collecting.freshness,
          deps,
        });

        const functions = new AuthorizedFunctionsService({
          ...deps,
          inner,
          guard,
          allowed: (credentials, items) =>
            operations.allowed(credentials, 'function', items),
        });
        deps.httpRouter.use(operations.router);
        deps.httpRouter.use(findings.router);
        deps.httpRouter.use(
          createRouter({ functions, httpAuth: deps.httpAuth }),
        );
      },
    });
  },
});
