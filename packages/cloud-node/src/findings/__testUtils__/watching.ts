import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Operation } from '@flytower/cloud-common/operations';
import type { Knex } from 'knex';
import { z } from 'zod';
import { defineOperation } from '../../operations';
import { AutoPolicy } from '../AutoPolicy';
import type { Detector, Sighting } from '../detector';
import { FindingEngine } from '../FindingEngine';
import { FindingStore } from '../FindingStore';
import type { FindingOperations } from '../operationsPort';
import { findingsTable, fromRow, type StoredFinding } from '../rows';
import { readFindingSettings } from '../settings';

/** Operations that are only written down. */
export class ScriptedOperations implements FindingOperations {
  readonly started: Operation[] = [];
  /** Thrown by the next starts, once each. */
  readonly refusals: Error[] = [];
  readonly definitions = [
    definition('replace-node', 'disruptive'),
    definition('remove-addon', 'destructive'),
  ];

  async startForPolicy(
    policy: string,
    kind: string,
    request: Parameters<FindingOperations['startForPolicy']>[2],
  ): Promise<Operation> {
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    const known = this.started.find(({ id }) => id === request.idempotencyKey);
    if (known) return known;
    const operation: Operation = {
      // the key says which operation it is
      id: request.idempotencyKey ?? 'none',
      plugin: 'clusters',
      kind,
      title: kind,
      target: sighting(String(request.input?.clusterId ?? 'a')).subject,
      risk: 'disruptive',
      state: 'running',
      requester: `policy:${policy}`,
      reason: request.reason ?? '',
      input: request.input ?? {},
      steps: [],
      upstream: {},
      findingId: request.findingId,
      createdAt: new Date(0).toISOString(),
      allowedActions: [],
    };
    this.started.push(operation);
    return operation;
  }

  async find(id: string): Promise<Operation | undefined> {
    return this.started.find(operation => operation.id === id);
  }

  async statesOf(ids: string[]) {
    const known = this.started.filter(({ id }) => ids.includes(id));
    return new Map(known.map(({ id, state }) => [id, state]));
  }
}

function definition(id: string, risk: 'disruptive' | 'destructive') {
  return defineOperation<unknown>()({
    id,
    title: id,
    description: id,
    target: 'cluster',
    targetField: 'clusterId',
    risk,
    idempotent: true,
    input: z.strictObject({ clusterId: z.string() }),
    examples: [],
    deadlineMinutes: 1,
    precheck: async () => [],
    start: async () => ({}),
    observe: async () => ({ message: '', steps: [] }),
  });
}

/** Something wrong with the cluster of this name. */
export function sighting(
  cluster: string,
  more: Partial<Sighting> & { owner?: string } = {},
): Sighting {
  const { owner = 'group:default/checkout', ...rest } = more;
  return {
    subject: { type: 'cluster', id: cluster, title: cluster },
    access: { owners: owner ? [owner] : [], readers: owner ? [owner] : [] },
    severity: 'warning',
    message: `${cluster} has a broken node`,
    evidence: [{ label: 'Node', value: 'n1' }],
    suggestions: [{ operation: 'replace-node', input: { clusterId: cluster } }],
    ...rest,
  };
}

/** An engine whose eyes and clock a test moves. */
export function watching(
  knex: Knex,
  findings: object = {},
  operations = new ScriptedOperations(),
) {
  const world = {
    now: Date.parse('2026-11-23T10:00:00Z'),
    seen: new Map<string, Sighting[]>([['node-not-ready', []]]),
    unknown: new Set<string>(),
    blind: false,
    /** Thrown instead of taking a notification. */
    unheard: undefined as Error | undefined,
  };
  const sent: NotificationSendOptions[] = [];
  const told: string[] = [];
  const settings = readFindingSettings(
    new ConfigReader({
      cloud: {
        findings,
        // as short as the policy takes it
        access: { platformGroups: ['platform'] },
      },
    }),
  );
  const detectors = [...world.seen.keys()].map(
    (kind): Detector => ({
      kind,
      title: kind,
      detect: () => {
        if (world.blind) throw new Error('the snapshot is not there');
        return {
          sightings: world.seen.get(kind) ?? [],
          isKnown: id => !world.unknown.has(id),
        };
      },
    }),
  );
  const store = new FindingStore(knex);
  const logger = mockServices.logger.mock();
  /** What a process has in its memory: a new one is a restart. */
  const start = () =>
    new FindingEngine({
      detectors,
      store,
      settings,
      auto: new AutoPolicy({ store, operations, logger }),
      notifications: {
        send: async options => {
          if (world.unheard) throw world.unheard;
          sent.push(options);
        },
      },
      announce: async changes => {
        told.push(...changes.map(({ id }) => id));
      },
      logger,
      intervalMs: 10_000,
      now: () => world.now,
    });
  let engine = start();
  const shown = async (): Promise<StoredFinding[]> => {
    const rows = await knex(findingsTable).whereNot({ state: 'pending' });
    return rows.map(fromRow);
  };
  return {
    world,
    logger,
    store,
    settings,
    operations,
    sent,
    told,
    engine: () => engine,
    start,
    restart: () => {
      engine = start();
    },
    see: (...sightings: Sighting[]) =>
      world.seen.set('node-not-ready', sightings),
    /** Looks every ten seconds for so long. */
    pass: async (seconds: number) => {
      for (let at = 0; at < seconds; at += 10) {
        world.now += 10_000;
        await engine.run();
      }
    },
    shown,
    open: async () => (await shown()).filter(({ state }) => state === 'open'),
  };
}
