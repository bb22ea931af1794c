import type { Project } from '@flytower/cloud-common/projects';
import type { TargetSources } from '@flytower/cloud-node/operations';
import type { ProjectsDomain } from './ProjectsDomain';

/** Where operations of projects find what they are done to. A server is its project's. */
export function projectTargets({
  findProject,
  findServer,
}: Pick<ProjectsDomain, 'findProject' | 'findServer'>): TargetSources {
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
