import type { Project } from '@flytower/cloud-common/projects';
import type { TargetSources } from '@flytower/cloud-node/operations';
import { titleOf } from '../store/HeldRemovals';
import type { ProjectsDomain } from './ProjectsDomain';

/** Where operations of projects find what they are done to. A server is its project's. */
export function projectTargets({
  findProject,
  findServer,
  removals,
}: Pick<
  ProjectsDomain,
  'findProject' | 'findServer' | 'removals'
>): TargetSources {
  return {
    project: {
      async find(id) {
        const project = await findProject(id);
        return (
          project && {
            target: {
              type: 'project',
              id,
              title: project.name,
              entityRef: project.entityRef,
            },
            access: accessOf(project),
          }
        );
      },
    },
    source: {
      async find(id) {
        const source = await removals.find(id);
        return (
          source && {
            target: { type: 'source', id, title: titleOf(source) },
            // nobody's project, so it is seen by those who see everything
            access: { owners: [], readers: [] },
          }
        );
      },
    },
    server: {
      async find(id) {
        const server = await findServer(id);
        const project = server && (await findProject(server.projectId));
        return (
          project && {
            target: {
              type: 'server',
              id,
              title: server.name,
              entityRef: project.entityRef,
            },
            access: accessOf(project),
            ...(server.health === 'failed' && {
              unhealthy: `${server.name} is ${server.state}`,
            }),
          }
        );
      },
    },
  };
}

const accessOf = ({
  owners,
  readers,
  members,
  environment,
  tags,
}: Project) => ({
  owners,
  readers,
  members,
  environment,
  tags,
});
