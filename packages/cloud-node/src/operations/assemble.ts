import { setTimeout as pause } from 'node:timers/promises';
import { isSettled } from '@flytower/cloud-common/operations';
import { VisibleTargets } from '../targets/VisibleTargets';
import { JournalReader } from './journal/JournalReader';
import type { OperationsKit } from './kit';
import { Runner, type RunnerOptions } from './run/Runner';
import { AuthorizedOperationsService } from './service/AuthorizedOperationsService';
import { DefaultOperations } from './service/DefaultOperations';
import { Ends } from './service/Ends';
import { OperationsAudit } from './service/OperationsAudit';
import type { OperationsNews } from './service/OperationsNews';
import { Permits } from './service/Permits';
import { Presenter } from './service/Presenter';
import { Wishes } from './service/Wishes';
import { startForPolicy } from './service/startForPolicy';
import type { OperationsDeps } from './surroundings';

/** As long as a process that is stopped waits until it has told what there is to tell. */
const stopMs = 5_000;

/** Service and runner of one process, on a journal. */
export function assemble<TDomain>(options: {
  kit: OperationsKit<TDomain>;
  news: OperationsNews;
  deps: Pick<OperationsDeps, 'auditor' | 'auth'>;
  onStep?: RunnerOptions<TDomain>['onStep'];
}) {
  const { kit, news, deps } = options;
  const audit = new OperationsAudit(deps.auditor, kit.pluginId);
  const ends = new Ends({ kit, audit, news });
  const wishes = new Wishes({ kit, news });
  kit.journal.onChange(record => {
    if (record.state === 'waiting-approval') void wishes.tell(record);
    if (isSettled(record.state)) void ends.tell(record);
  });
  const runner = new Runner({
    kit,
    onStep: options.onStep,
    async tellUntold() {
      await Promise.all([ends.tellUntold(), wishes.tellUntold()]);
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
    async stop() {
      await runner.stop();
      news.hurry();
      await Promise.race([
        Promise.all([ends.stop(), wishes.stop()]),
        pause(stopMs, undefined, { ref: false }),
      ]);
    },
  };
}
