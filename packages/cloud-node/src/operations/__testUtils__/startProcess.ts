import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { assemble } from '../assemble';
import { Definitions } from '../Definitions';
import { Journal } from '../journal/Journal';
import { Sealer } from '../journal/Sealer';
import type { RunnerOptions } from '../run/Runner';
import { OperationsNews } from '../service/OperationsNews';
import { readOperationsSettings, type OperationsPace } from '../settings';
import type { TargetGuard } from '../../targets/TargetGuard';
import { Targets } from '../../targets/Targets';
import { yardOperations, type Yard } from './Yard';

export const ines = mockCredentials.user('user:default/ines');
export const omar = mockCredentials.user('user:default/omar');
export const paula = mockCredentials.user('user:default/paula');
export const jonas = mockCredentials.user('user:default/jonas');

const asker = (credentials: BackstageCredentials) => ({ credentials });
export const [asInes, asOmar, asPaula, asJonas] = [
  ines,
  omar,
  paula,
  jonas,
].map(asker);

/** Who belongs where; a test takes people out of it. */
export class People implements TargetGuard {
  readonly groups: Record<string, string[]> = {
    'user:default/ines': ['group:default/checkout'],
    'user:default/omar': ['group:default/checkout'],
    'user:default/paula': ['group:default/platform'],
    'user:default/jonas': ['group:default/payments'],
  };

  private may(ref: string, among: string[]) {
    const claims = [ref, ...(this.groups[ref] ?? [])];
    return (
      claims.includes('group:default/platform') ||
      claims.some(claim => among.includes(claim))
    );
  }

  private refOf = ({ principal }: BackstageCredentials) =>
    (principal as { userEntityRef?: string }).userEntityRef ?? 'nobody';

  visible: TargetGuard['visible'] = async (credentials, items) =>
    items.filter(({ readers }) => this.may(this.refOf(credentials), readers));

  require: TargetGuard['require'] = (credentials, permission, id, resource) =>
    this.requireFor(this.refOf(credentials), permission, id, resource);

  requireFor: TargetGuard['requireFor'] = async (ref, { name }, id, it) => {
    if (!it || !this.may(ref, it.readers)) {
      throw new NotFoundError(`There is no "${id}" that you may see`);
    }
    if (this.may(ref, it.owners)) return it;
    throw new NotAllowedError(`You may not do this (${name})`);
  };

  allowedOperations: TargetGuard['allowedOperations'] = async (
    credentials,
    items,
    operations,
  ) =>
    items.map(({ owners }) =>
      this.may(this.refOf(credentials), owners)
        ? (Object.keys(operations) as (keyof typeof operations)[])
        : [],
    );
}

export const fastPace: Partial<OperationsPace> = {
  tickMs: 30,
  leaseMs: 400,
  renewMs: 60,
  observeMs: [5, 20],
  retryMs: [5, 20],
};

export const sealingKey = Buffer.alloc(32, 7).toString('base64');

/** One process of a backend that has operations on a yard. */
export function startProcess(options: {
  knex: Knex;
  yard: Yard;
  people?: People;
  operations?: JsonObject;
  pace?: Partial<OperationsPace>;
  onStep?: RunnerOptions<Yard>['onStep'];
  sealer?: Sealer;
  /** Takes requests, and does nothing yet. */
  idle?: boolean;
  /** What its clock shows more than others. */
  clock?: { ahead: number };
  /** How long it gathers what has ended before it tells. */
  gatherMs?: number;
}) {
  const { knex, yard, people = new People() } = options;
  const now = () => Date.now() + (options.clock?.ahead ?? 0);
  const logger = mockServices.logger.mock();
  const notifications: jest.Mocked<NotificationService> = { send: jest.fn() };
  const audited: { eventId: string; meta: JsonObject; end: string }[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async ({ eventId, meta }) => {
      const note = (end: string, more?: JsonObject) => {
        audited.push({ eventId, meta: { ...meta, ...more }, end });
      };
      return {
        success: async ended => note('success', ended?.meta),
        fail: async ended => note(ended.error.message, ended.meta),
      };
    },
  });
  const kit = {
    pluginId: 'yard',
    domain: yard,
    definitions: new Definitions('yard', yardOperations),
    targets: new Targets({ cluster: yard.source }, { cluster: people }),
    journal: new Journal(knex, now),
    settings: readOperationsSettings(
      mockServices.rootConfig({
        data: { cloud: { operations: { sealingKey, ...options.operations } } },
      }),
      { ...fastPace, ...options.pace },
    ),
    sealer: options.sealer ?? new Sealer(sealingKey),
    logger,
    now,
  };
  const assembled = assemble({
    kit,
    deps: { auditor, auth: mockServices.auth() },
    onStep: options.onStep,
    news: new OperationsNews({
      pluginId: 'yard',
      notifications,
      logger,
      approversOf: () => ['group:default/platform'],
      gatherMs: options.gatherMs ?? 20,
    }),
  });
  if (!options.idle) assembled.runner.start();
  return {
    ...assembled,
    kit,
    people,
    logger,
    notifications,
    auditor,
    audited,
  };
}

/** Asks until it is so. */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 10_000,
): Promise<T> {
  const giveUp = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > giveUp) throw new Error(`Not so after ${withinMs} ms`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
