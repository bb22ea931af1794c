import type { Config } from '@backstage/config';

export interface ProjectsConfig {
  ownerRoles: string[];
  maxRemovedShare: number;
  refreshSeconds: number;
}

/** Reads `cloud.projects` and `cloud.refresh.projects`. */
export function readProjectsConfig(config: Config): ProjectsConfig {
  return {
    ownerRoles: config.getOptionalStringArray('cloud.projects.ownerRoles') ?? [
      'owner',
      'admin',
      'member',
    ],
    maxRemovedShare:
      config.getOptionalNumber('cloud.projects.maxRemovedShare') ?? 0.2,
    refreshSeconds: config.getOptionalNumber('cloud.refresh.projects') ?? 20,
  };
}
