import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

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
    refreshSeconds: readRefreshSeconds(config),
    quotaCeiling:
      config.getOptional<Record<string, number>>(
        'cloud.projects.quotaCeiling',
      ) ?? {},
  };
}

/** What is taken from somebody in Keystone is to be gone from the portal within a minute. */
const longestSeconds = 30;

function readRefreshSeconds(config: Config): number {
  const seconds = config.getOptionalNumber('cloud.refresh.projects') ?? 20;
  if (seconds > 0 && seconds <= longestSeconds) return seconds;
  throw new InputError(
    `cloud.refresh.projects is ${seconds}; it is seconds, at most ${longestSeconds}, so that who loses a role loses what it gave within a minute`,
  );
}
