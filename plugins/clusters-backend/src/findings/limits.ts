import type { RootConfigService } from '@backstage/backend-plugin-api';

/** From when on something needs attention. */
export interface FindingLimits {
  snapshotMaxAgeHours: number;
  certificateDays: number;
  now(): number;
}

export function readFindingLimits(config: RootConfigService): FindingLimits {
  return {
    snapshotMaxAgeHours:
      config.getOptionalNumber('cloud.findings.snapshotMaxAgeHours') ?? 24,
    certificateDays:
      config.getOptionalNumber('cloud.findings.certificateDays') ?? 30,
    now: Date.now,
  };
}
