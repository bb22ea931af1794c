import type { Project } from '@flytower/cloud-common/projects';
import { detectPerSubject, type Subjects } from '@flytower/cloud-node/findings';

/** Nobody answers for it. What settles it is done in Keystone, where roles are given. */
export const projectWithoutOwner = (
  subjects: Subjects<Project>,
  ownerRoles: readonly string[],
) =>
  detectPerSubject({
    kind: 'project-without-owner',
    title: 'Project without owner',
    subjects,
    see: ({ owner, enabled, cloud, domain, counts, members }) =>
      owner || !enabled
        ? []
        : [
            {
              severity: 'warning',
              message: 'No group owns this project',
              evidence: [
                { label: 'OpenStack', value: `${cloud}, domain ${domain}` },
                {
                  label: 'Roles that own',
                  value: `${ownerRoles.join(
                    ', ',
                  )}; none of them is held by a group`,
                },
                {
                  label: 'People with a role',
                  value: String(
                    members.filter(({ kind }) => kind === 'user').length,
                  ),
                },
                { label: 'Servers', value: String(counts.servers) },
              ],
              suggestions: [],
            },
          ],
  });
