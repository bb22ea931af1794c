import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  riskSchema,
  type Risk,
  type TargetType,
} from '@flytower/cloud-common/operations';
import { readAccess } from '../guard';
import { isSameEnvironment } from '../precheck/environment';

/** `cloud.operations` of the configuration, and the pace of the work. */
export interface OperationsSettings {
  approvals: { risk: Risk; environments?: string[] }[];
  approvalExpiryMs: number;
  /** Unsettled operations that one person may have. */
  perRequester: number;
  sealingKey?: string;
  /** For which ended operations stay in the journal. */
  keptMs: number;
  /** Who is told that an approval is wanted, besides the owners of the target. */
  approversOf(type: TargetType): string[];
  pace: OperationsPace;
}

/** How fast and how much at once; milliseconds. */
export interface OperationsPace {
  tickMs: number;
  leaseMs: number;
  renewMs: number;
  /** Between two looks for what has been kept long enough. */
  forgetMs: number;
  /** Between two looks at upstream: the first while things change, the second while they do not. */
  observeMs: [least: number, most: number];
  /** Between two tries when upstream does not answer. */
  retryMs: [least: number, most: number];
  /** Time that a look at upstream may take. */
  lookMs: number;
  /** Operations that one process follows at a time. */
  runs: number;
  /** … of which so many of one requester. */
  runsPerRequester: number;
  /** Calls of definitions at a time. */
  calls: number;
}

export const defaultPace: OperationsPace = {
  tickMs: 1_000,
  leaseMs: 10_000,
  renewMs: 3_000,
  forgetMs: 600_000,
  observeMs: [500, 3_000],
  retryMs: [1_000, 15_000],
  lookMs: 60_000,
  runs: 500,
  runsPerRequester: 20,
  calls: 20,
};

export function readOperationsSettings(
  config: RootConfigService,
  pace: Partial<OperationsPace> = {},
): OperationsSettings {
  const operations = config.getOptionalConfig('cloud.operations');
  const { platformGroups, operatorGroups } = readAccess(config);
  return {
    approvals: operations?.getOptionalConfigArray('approvals')?.map(each => ({
      risk: toRisk(each.getString('risk')),
      environments: each.getOptionalStringArray('environments'),
    })) ?? [{ risk: 'destructive', environments: ['production'] }],
    approvalExpiryMs:
      (operations?.getOptionalNumber('approvalExpiryHours') ?? 24) * 3_600_000,
    perRequester: operations?.getOptionalNumber('perRequester') ?? 200,
    sealingKey: operations?.getOptionalString('sealingKey'),
    keptMs: keptDays(operations) * 86_400_000,
    approversOf: type => [
      ...platformGroups,
      ...(type === 'cluster' ? operatorGroups : []),
    ],
    pace: { ...defaultPace, ...pace },
  };
}

function keptDays(operations: RootConfigService | undefined): number {
  const days = operations?.getOptionalNumber('keptDays') ?? 365;
  if (days > 0) return days;
  throw new InputError(
    `cloud.operations.keptDays is ${days}; it is the number of days for which the journal keeps what has ended`,
  );
}

function toRisk(value: string): Risk {
  const risk = riskSchema.safeParse(value);
  if (risk.success) return risk.data;
  throw new InputError(
    `cloud.operations.approvals: "${value}" is no risk; it is one of ${riskSchema.options.join(
      ', ',
    )}`,
  );
}

/** Whether somebody else has to agree to this risk there. */
export function needsApproval(
  { approvals }: Pick<OperationsSettings, 'approvals'>,
  risk: Risk,
  environment: string | undefined,
): boolean {
  return approvals.some(
    rule =>
      rule.risk === risk &&
      (!rule.environments ||
        rule.environments.some(each => isSameEnvironment(each, environment))),
  );
}
