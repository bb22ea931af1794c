import type { Project } from '@flytower/cloud-common/projects';
import type { Subjects } from '@flytower/cloud-node/findings';
import type { SourcePart } from '../store/SourceStates';

/** Projects in question, and how the clouds' parts were read. */
export interface ProjectsAtOnce {
  projects: Project[];
  parts: SourcePart[];
}

/**
 * Projects of all clouds. What is no longer among them says nothing of its cloud, so it is known only while every
 * Keystone is.
 */
export function projectSubjects(
  read: () => Promise<ProjectsAtOnce>,
): Subjects<Project> {
  let latest: ProjectsAtOnce = { projects: [], parts: [] };
  const isRead = (cloud?: string) => {
    const keystones = latest.parts.filter(
      one =>
        one.part === 'identity' && (cloud === undefined || one.cloud === cloud),
    );
    return keystones.length > 0 && keystones.every(({ failing }) => !failing);
  };
  return {
    list: async () => {
      latest = await read();
      return latest.projects;
    },
    subjectOf: ({ id, name, entityRef }) => ({
      type: 'project',
      id,
      title: name,
      entityRef,
    }),
    accessOf: ({ owners, readers, environment, members }) => ({
      owners,
      readers,
      environment,
      members,
    }),
    isKnown: id =>
      isRead(latest.projects.find(project => project.id === id)?.cloud),
  };
}
