import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Project } from '@flytower/cloud-common/projects';
import { functionQuerySchema } from '@flytower/cloud-common/functions';
import type { ProjectDirectory } from '@flytower/cloud-node';
import { selectIds } from '@flytower/cloud-node/lists';
import type {
  FoundTarget,
  TargetSources,
} from '@flytower/cloud-node/operations';
import type { Platforms } from '../collect/Platforms';
import { orNothing } from '../collect/orNothing';
import { parseFunctionId } from '../map/toFunction';
import type { FunctionsService } from '../service/FunctionsService';

/** Where operations of functions find what they are done to. */
export function functionTargets(options: {
  platforms: Platforms;
  directory: Pick<ProjectDirectory, 'mustKnow'>;
  functions: Pick<FunctionsService, 'find'>;
  project(id: string): Promise<Project>;
  /** As the asker sees them. */
  list(
    query: ReturnType<typeof functionQuerySchema.parse>,
    asker: { credentials: BackstageCredentials },
  ): ReturnType<FunctionsService['list']>;
}): TargetSources {
  const { platforms, directory, functions, project, list } = options;
  return {
    function: {
      async find(id) {
        directory.mustKnow();
        const fn = functions.find(id);
        const found = platforms.find(id);
        if (fn)
          return {
            target: {
              type: 'function',
              id,
              title: fn.name,
              entityRef: fn.entityRef,
              uid: found?.objects.service?.metadata.uid,
            },
            access: fn,
            unhealthy:
              (found && platforms.troubleOf(found.collector)) ??
              (['failed', 'unknown'].includes(fn.state)
                ? `${fn.name}: ${fn.message ?? fn.state}`
                : undefined),
          };
        const { platform } = parseFunctionId(id) ?? {};
        const collector = platforms.collectors.find(
          ({ name }) => name === platform,
        );
        if (collector && !collector.isComplete)
          throw new ServiceUnavailableError(
            `${collector.platform.config.title} has not been read yet`,
          );
        return undefined;
      },
      select: (filters, asker) =>
        selectIds(functionQuerySchema, filters, query => list(query, asker)),
    },
    project: {
      async find(id): Promise<FoundTarget | undefined> {
        const found = await orNothing(project(id));
        return (
          found && {
            target: {
              type: 'project',
              id,
              title: found.name,
              entityRef: found.entityRef,
            },
            access: found,
          }
        );
      },
    },
  };
}
