import type { Config } from '@backstage/config';

export interface ProjectsConfig {
  ownerRoles: string[];
  maxRemovedShare: number;
  refreshSeconds: number;
  /** Highest limits that a project may be given, by name. */
  quotaCeiling: Record<string, number>;
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
    quotaCeiling:
      config.getOptional<Record<string, number>>(
        'cloud.projects.quotaCeiling',
      ) ?? {},
  };
}
