import type { OperationRecord } from './journal/record';
import { JournalReader } from './journal/JournalReader';
import type { OperationsKit } from './kit';
import { Runner, type RunnerOptions } from './run/Runner';
import { AuthorizedOperationsService } from './service/AuthorizedOperationsService';
import { DefaultOperations } from './service/DefaultOperations';
import { OperationsAudit } from './service/OperationsAudit';
import type { OperationsNews } from './service/OperationsNews';
import { Presenter } from './service/Presenter';
import { startForPolicy } from './service/startForPolicy';
import { VisibleTargets } from './service/VisibleTargets';
import { sentenceOf } from './sentences';
import type { OperationsDeps } from './surroundings';

/** Service and runner of one process, on a journal. */
export function assemble<TDomain>(options: {
  kit: OperationsKit<TDomain>;
  news: OperationsNews;
  deps: Pick<OperationsDeps, 'auditor' | 'auth'>;
  onStep?: RunnerOptions<TDomain>['onStep'];
}) {
  const { kit, news, deps } = options;
  const audit = new OperationsAudit(deps.auditor, kit.pluginId);
  const onEnd = async (record: OperationRecord) => {
    news.ended(record);
    await audit.ended(record).catch(error => {
      kit.logger.warn(
        `The end of operation ${record.id} was not recorded: ${sentenceOf(
          error,
        )}`,
      );
    });
  };
  const runner = new Runner({ kit, onEnd, onStep: options.onStep });
  const inner = new DefaultOperations(kit, runner);
  const reader = new JournalReader(kit.journal.knex);
  const service = new AuthorizedOperationsService({
    kit,
    inner,
    reader,
    audit,
    auth: deps.auth,
    presenter: new Presenter(kit),
    visible: new VisibleTargets({ ...kit, reader }),
  });
  return {
    runner,
    service,
    startForPolicy: startForPolicy({ kit, inner, audit }),
  };
}
