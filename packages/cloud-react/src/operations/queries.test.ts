import type { Operation } from '@flytower/cloud-common/operations';
import type { OperationDoors } from '../api/refs';
import { anOperation } from '../testUtils';
import { findingQueries, operationQueries } from './queries';

const doors = {} as OperationDoors;
const pageOf = (items: Operation[]) =>
  ({
    state: {
      data: {
        items,
        total: items.length,
        facets: {},
        freshness: [],
        failed: [],
      },
    },
  } as never);

/** Milliseconds until it is asked again when no signal comes. */
function every(interval: unknown, query: never): unknown {
  return typeof interval === 'function' ? interval(query) : interval;
}

describe('without signals', () => {
  it('what runs is asked for every few seconds, and lists also when nothing runs, as others add to them', () => {
    const { refetchInterval } = operationQueries.list(doors, {});
    expect(every(refetchInterval, pageOf([anOperation()]))).toBe(5_000);
    expect(
      every(refetchInterval, pageOf([anOperation({ state: 'failed' })])),
    ).toBe(30_000);
    expect(every(refetchInterval, pageOf([]))).toBe(30_000);
    expect(
      every(findingQueries.list(doors, {}).refetchInterval, pageOf([])),
    ).toBe(30_000);
  });

  it('what has ended is not asked for any more', () => {
    const { refetchInterval } = operationQueries.detail(
      doors,
      'clusters',
      'op1',
    );
    const at = (state: Operation['state']) =>
      every(refetchInterval, {
        state: { data: anOperation({ state }) },
      } as never);
    expect(at('waiting-approval')).toBe(5_000);
    expect(at('succeeded')).toBe(false);
  });
});
