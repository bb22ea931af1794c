import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Definitions } from './Definitions';
import type { RunContext } from './defineOperation';
import type { Journal } from './journal/Journal';
import type { OperationRecord } from './journal/record';
import type { Sealer } from './journal/Sealer';
import type { OperationsSettings } from './settings';
import type { Targets } from '../targets/Targets';

/** What service and runner of one plugin share. */
export interface OperationsKit<TDomain> {
  pluginId: string;
  domain: TDomain;
  definitions: Definitions<TDomain>;
  targets: Targets;
  journal: Journal;
  sealer: Sealer;
  settings: OperationsSettings;
  logger: LoggerService;
  now: () => number;
}

export function runContext<TDomain>(
  { domain, logger, now }: OperationsKit<TDomain>,
  record: OperationRecord,
  signal: AbortSignal,
): RunContext<TDomain> {
  const { id: operationId, requester, reason } = record;
  const startedAt = new Date(record.startedAt ?? now()).toISOString();
  return { domain, logger, signal, requester, operationId, reason, startedAt };
}
