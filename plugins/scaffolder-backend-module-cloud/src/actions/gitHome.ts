import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { Project } from '@flytower/cloud-common/projects';

/** Where the source of a project's new function will live. */
export interface GitHome {
  /** For `cloud:function:publish`. */
  repoUrl: string;
  /** For `cloud:function:deploy`, once it is published. */
  gitUrl: string;
}

/**
 * The git host is the administrator's choice and the organisation is the owner's, so neither can be chosen in a form:
 * nobody pushes into another team's organisation with the portal's account.
 */
export function gitHomeOf(options: {
  project: Project;
  name: string;
  integrations: ScmIntegrations;
  allowedHosts: string[];
}): GitHome {
  const { project, name, integrations, allowedHosts } = options;
  if (!project.owner) {
    throw new InputError(
      `Project ${project.name} has no owner, so there is no git organisation for its functions. Give a group the owner role on it first.`,
    );
  }
  const host = integrations.gitea
    .list()
    .map(({ config }) => config)
    .find(config => allowedHosts.includes(config.host));
  if (!host) {
    throw new InputError(
      'No git host is configured that functions may be built from. Ask the platform team.',
    );
  }
  const owner = parseEntityRef(project.owner).name;
  const baseUrl = host.baseUrl ?? `https://${host.host}`;
  const query = new URLSearchParams({ owner, repo: name });
  return {
    repoUrl: `${host.host}?${query}`,
    gitUrl: `${baseUrl}/${owner}/${name}.git`,
  };
}
