import { isSettled } from '@flytower/cloud-common/operations';
import { VisibleTargets } from '../targets/VisibleTargets';
import type { OperationRecord } from './journal/record';
import { JournalReader } from './journal/JournalReader';
import type { OperationsKit } from './kit';
import { Runner, type RunnerOptions } from './run/Runner';
import { AuthorizedOperationsService } from './service/AuthorizedOperationsService';
import { DefaultOperations } from './service/DefaultOperations';
import { OperationsAudit } from './service/OperationsAudit';
import type { OperationsNews } from './service/OperationsNews';
import { Permits } from './service/Permits';
import { Presenter } from './service/Presenter';
import { startForPolicy } from './service/startForPolicy';
import { sentenceOf } from './sentences';
import type { OperationsDeps } from './surroundings';

/** After which another process tells of an end. */
const untoldMs = 30_000;

/** Service and runner of one process, on a journal. */
export function assemble<TDomain>(options: {
  kit: OperationsKit<TDomain>;
  news: OperationsNews;
  deps: Pick<OperationsDeps, 'auditor' | 'auth'>;
  onStep?: RunnerOptions<TDomain>['onStep'];
}) {
  const { kit, news, deps } = options;
  const audit = new OperationsAudit(deps.auditor, kit.pluginId);
  const tell = async (record: OperationRecord) => {
    if (!(await kit.journal.markTold(record.id))) return;
    news.ended(record);
    await audit.ended(record);
  };
  kit.journal.onChange(record => {
    if (record.state === 'waiting-approval') void news.wanted(record);
    if (!isSettled(record.state)) return;
    tell(record).catch(error => {
      const why = sentenceOf(error);
      kit.logger.warn(`The end of ${record.id} was not told: ${why}`);
    });
  });
  const runner = new Runner({
    kit,
    onStep: options.onStep,
    async tellUntold() {
      const untold = await kit.journal.untold(kit.now() - untoldMs);
      for (const record of untold) await tell(record);
    },
  });
  const inner = new DefaultOperations(kit, runner);
  const reader = new JournalReader(kit.journal.knex);
  const service = new AuthorizedOperationsService({
    kit,
    inner,
    reader,
    audit,
    auth: deps.auth,
    permits: new Permits(kit),
    presenter: new Presenter(kit),
    visible: new VisibleTargets({ ...kit, rows: reader }),
  });
  return {
    runner,
    service,
    startForPolicy: startForPolicy({ kit, inner, audit }),
  };
}
