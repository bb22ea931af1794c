import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  findingPolicies,
  type Finding,
} from '@flytower/cloud-common/operations';
import { readAccess } from '../guard';

type Policy = Finding['policy'];

/** What the portal does about one kind of finding. */
export interface KindPolicy {
  policy: Policy;
  /** With `auto`: operations that it may start in an hour. */
  perHour: number;
}

/** `cloud.findings` as the engine needs it. */
export interface FindingSettings {
  opensAfterMs: number;
  closesAfterMs: number;
  keptMs: number;
  policyOf(kind: string): KindPolicy;
  /** Who is told of what nobody owns. */
  platformGroups: string[];
}

const dayMs = 24 * 3600 * 1000;

export function readFindingSettings(config: Config): FindingSettings {
  const seconds = (key: string) =>
    notNegative(config, `cloud.findings.${key}`, 60) * 1000;
  const policies = new Map<string, KindPolicy>();
  const configured = config.getOptionalConfig('cloud.findings.policies');
  for (const kind of configured?.keys() ?? []) {
    policies.set(kind, readPolicy(config, `cloud.findings.policies.${kind}`));
  }
  return {
    opensAfterMs: seconds('opensAfterSeconds'),
    closesAfterMs: seconds('closesAfterSeconds'),
    keptMs: notNegative(config, 'cloud.findings.keptDays', 90) * dayMs,
    policyOf: kind => policies.get(kind) ?? { policy: 'suggest', perHour: 3 },
    platformGroups: readAccess(config).platformGroups,
  };
}

function readPolicy(config: Config, key: string): KindPolicy {
  const policy = config.getString(`${key}.policy`) as Policy;
  if (!findingPolicies.includes(policy)) {
    throw new InputError(
      `${key}.policy is "${policy}"; it must be one of ${findingPolicies.join(
        ', ',
      )}`,
    );
  }
  return { policy, perHour: notNegative(config, `${key}.perHour`, 3) };
}

function notNegative(config: Config, key: string, otherwise: number): number {
  const value = config.getOptionalNumber(key) ?? otherwise;
  if (value < 0)
    throw new InputError(`${key} is ${value}; it must be 0 or more`);
  return value;
}
