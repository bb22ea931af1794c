import { requestIdListener } from '../../requests/requestIds';
import { ConflictError, InputError } from '@backstage/errors';
import { z } from 'zod';
import type { OwnedResource } from '../../guard';
import { defineOperation } from '../defineOperation';
import type { FoundTarget, TargetSource } from '../../targets/targetSources';

interface Work {
  target: string;
  looks: number;
  stopped?: boolean;
}

/** An upstream that counts what is made, and can be out of order. */
export class Yard {
  readonly clusters = new Map<string, FoundTarget>();
  /** What was made, by the id of its operation. */
  readonly works = new Map<string, Work>();
  /** Every call that made something: never more than one for an operation. */
  readonly made: string[] = [];
  /** Thrown by every call while it is set. */
  broken?: Error;
  /** Thrown by `start`, once. */
  refusal?: Error;
  /** Looks until it is done. */
  looks = 1;
  /** Targets on which it fails. */
  readonly cursed = new Set<string>();
  /** Targets on which it cannot begin. */
  readonly blocked = new Set<string>();
  /** Targets on which it never answers what is sent first. */
  readonly stuck = new Set<string>();
  /** Calls on those that were given up. */
  givenUp = 0;
  /** Targets of which nobody knows whether they are there. */
  readonly unknownIds = new Set<string>();
  readonly seenSecrets: string[] = [];

  add(
    id: string,
    access: Partial<OwnedResource> = {},
    uid?: string,
  ): FoundTarget {
    const found: FoundTarget = {
      target: { type: 'cluster', id, title: id.toUpperCase(), uid },
      access: {
        owners: ['group:default/checkout'],
        readers: ['group:default/checkout'],
        environment: 'staging',
        ...access,
      },
    };
    this.clusters.set(id, found);
    return found;
  }

  readonly source: TargetSource = {
    find: async id => {
      if (this.unknownIds.has(id)) throw new Error('Rancher does not answer');
      return this.clusters.get(id);
    },
    select: async ({ owner }) =>
      [...this.clusters.values()]
        .filter(({ access }) => access.owners.includes(owner[0]))
        .map(({ target }) => target.id),
  };

  /** Waits as long as anybody waits for it. */
  async hang(clusterId: string, signal: AbortSignal) {
    if (!this.stuck.has(clusterId)) return;
    await new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        this.givenUp += 1;
        this.stuck.delete(clusterId);
        reject(signal.reason);
      });
    });
  }

  answer() {
    if (this.broken) throw this.broken;
  }

  make(operationId: string, target: string) {
    this.answer();
    if (this.refusal) {
      const { refusal } = this;
      this.refusal = undefined;
      throw refusal;
    }
    if (this.works.has(operationId)) return;
    this.made.push(operationId);
    this.works.set(operationId, { target, looks: 0 });
  }
}

const input = z.strictObject({
  clusterId: z.string().min(1).describe('Id of the cluster'),
  size: z.number().int().default(1).describe('How much'),
  password: z.string().meta({ secret: true }).optional(),
});

const shared = {
  target: 'cluster' as const,
  targetField: 'clusterId' as const,
  idempotent: true,
  bulk: true,
  input,
  examples: [{ description: 'Do it', input: { clusterId: 'a' } }],
  deadlineMinutes: 10,
};

const work = {
  precheck: async (
    { clusterId, size, password }: z.output<typeof input>,
    { domain }: { domain: Yard },
  ) => {
    domain.answer();
    if (domain.blocked.has(clusterId)) {
      const message = `${clusterId} cannot take it`;
      return [{ severity: 'blocks' as const, message }];
    }
    if (size <= 9) return [];
    const message = `${clusterId} is too small for ${size} (${password})`;
    return [{ severity: 'blocks' as const, field: 'size', message }];
  },
  start: async (
    { clusterId, password }: z.output<typeof input>,
    {
      domain,
      operationId,
      signal,
    }: { domain: Yard; operationId: string; signal: AbortSignal },
  ) => {
    await domain.hang(clusterId, signal);
    if (password !== undefined) domain.seenSecrets.push(password);
    const hear = requestIdListener('POST');
    domain.make(operationId, clusterId);
    hear(new Headers({ 'audit-id': `audit-${operationId}` }));
    return { work: operationId };
  },
  observe: async (follow: { work: string }, { domain }: { domain: Yard }) => {
    domain.answer();
    const found = domain.works.get(follow.work)!;
    found.looks += 1;
    const done = found.looks > domain.looks;
    const failed = done && domain.cursed.has(found.target);
    return {
      message: `Look ${found.looks}`,
      steps: [
        {
          name: 'Work',
          state: done ? ('done' as const) : ('running' as const),
        },
      ],
      upstream: { work: follow.work },
      ...(done && {
        settled: failed ? ('failed' as const) : ('succeeded' as const),
        outcome: failed ? 'It is cursed' : 'It is done',
      }),
    };
  },
};

const define = defineOperation<Yard>();

/** Operations on clusters of the yard, of every risk. */
export const yardOperations = [
  define({
    ...shared,
    ...work,
    id: 'paint',
    title: 'Paint',
    description: 'Changes nothing that matters',
    risk: 'change',
    choices: async ({ clusterId }) => ({
      clusterId: ['a', 'b'].map(value => ({ value, label: value })),
      ...(clusterId && {
        size: [clusterId.length, 9].map(value => ({
          value,
          label: `${value} litres`,
          note: 'in stock',
        })),
      }),
    }),
    cancel: async ({ work: id }, { domain }) => {
      domain.answer();
      const found = domain.works.get(String(id))!;
      if (found.stopped) throw new ConflictError('It has stopped already');
      found.stopped = true;
    },
  }),
  define({
    ...shared,
    ...work,
    id: 'scrape',
    title: 'Scrape',
    description: 'Takes paint off, and not while somebody paints the garden',
    risk: 'change',
    lock: () => 'colour',
  }),
  define({
    ...shared,
    ...work,
    id: 'varnish',
    title: 'Varnish',
    description: 'Puts something over the colour',
    risk: 'change',
    lock: () => 'colour',
  }),
  define({
    ...shared,
    ...work,
    id: 'raze',
    title: 'Raze',
    description: 'Leaves nothing',
    risk: 'destructive',
    lock: 'target',
  }),
];

export const finalRefusal = () => new InputError('Upstream does not want it');
