import {
  isSettled,
  operationStates,
  operationTransitions,
  type OperationState,
} from '@flytower/cloud-common/operations';
import fc from 'fast-check';
import { engines, openTestDatabase } from '../database/__testUtils__/databases';
import { startProcess } from './__testUtils__/startProcess';
import { Yard } from './__testUtils__/Yard';
import type { OperationRecord } from './journal/record';
import { WorkQueue } from './journal/WorkQueue';
import { newRecord } from './newRecord';

/** What processes and people can do to a journal, in any order, with what they read some time ago. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('ask' as const),
    target: fc.nat(2),
    waits: fc.boolean(),
  }),
  fc.record({ do: fc.constant('read' as const), row: fc.nat(9) }),
  fc.record({
    do: fc.constant('move' as const),
    row: fc.nat(9),
    to: fc.constantFrom(...operationStates),
    as: fc.constantFrom(undefined, 'one', 'two'),
  }),
  fc.record({
    do: fc.constant('claim' as const),
    as: fc.constantFrom('one', 'two'),
  }),
  fc.record({
    do: fc.constant('note' as const),
    row: fc.nat(9),
    as: fc.constantFrom('one', 'two'),
  }),
  fc.record({ do: fc.constant('cancel' as const), row: fc.nat(9) }),
  fc.record({ do: fc.constant('wait' as const) }),
);

describe.each(engines)('the journal on %s', engine => {
  it('keeps the rules of its states, whatever is done to it in whatever order', async () => {
    const database = await openTestDatabase(engine, 'operations');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
        await database.knex('cloud_operations').delete();
        const { kit } = startProcess({
          knex: database.knex,
          yard: new Yard(),
          idle: true,
        });
        const { journal } = kit;
        let now = 1_000;
        const queue = (holder: string) =>
          new WorkQueue(database.knex, {
            holder,
            leaseMs: 100,
            perRequester: 3,
            now: () => now,
          });
        const queues = { one: queue('one'), two: queue('two') };
        const known = kit.definitions.get('paint');
        const ids: string[] = [];
        const seen = new Map<string, OperationRecord>();
        const before = new Map<string, OperationState>();
        journal.onChange(({ id, state }) => {
          const from = before.get(id);
          const mayFollow = from
            ? [from, ...operationTransitions[from]]
            : [state];
          expect(mayFollow).toContain(state);
          before.set(id, state);
        });
        for (const each of steps) {
          const id = 'row' in each ? ids[each.row] : undefined;
          const record = id ? seen.get(id) : undefined;
          switch (each.do) {
            case 'ask': {
              const asked = newRecord(kit, {
                known,
                target: { type: 'cluster', id: `c${each.target}`, title: 'C' },
                access: { owners: [], readers: [] },
                input: { clusterId: `c${each.target}` },
                requester: 'user:default/ines',
                reason: '',
                requestHash: 'h',
                state: each.waits ? 'waiting-approval' : 'queued',
              });
              const { result, ...rest } = await journal.insert(asked);
              if (result === 'inserted' && 'record' in rest) {
                ids.push(asked.id);
                seen.set(asked.id, rest.record);
              }
              break;
            }
            case 'read':
              if (id) seen.set(id, (await journal.get(id))!);
              break;
            case 'move':
              if (record)
                await journal
                  .move(record, each.to, {}, each.as)
                  .catch(() => {});
              break;
            case 'claim':
              for (const claimed of await queues[each.as].claim(2))
                seen.set(claimed.id, claimed);
              break;
            case 'note':
              if (id) await journal.note(id, each.as, { message: 'm' });
              break;
            case 'cancel':
              if (id) await journal.requestCancel(id, 'user:default/ines');
              break;
            default:
              now += 200;
          }
          const rows = await Promise.all(ids.map(one => journal.get(one)));
          const locks = new Set<string>();
          for (const row of rows as OperationRecord[]) {
            expect(row.state).toBe(before.get(row.id));
            const active = row.state === 'queued' || row.state === 'running';
            expect(row.lockKey).toBe(active ? row.lockName : undefined);
            expect(row.lockKey && locks.has(row.lockKey)).toBeFalsy();
            if (row.lockKey) locks.add(row.lockKey);
            expect(row.finishedAt !== undefined).toBe(isSettled(row.state));
            expect(active || row.leaseOwner === undefined).toBe(true);
          }
        }
      }),
      { numRuns: engine === 'SQLite' ? 150 : 25 },
    );
    await database.destroy();
  }, 120_000);
});
