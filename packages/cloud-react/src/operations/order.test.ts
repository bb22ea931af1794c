import { aFinding, anOperation } from '../testUtils';
import { compareFindings, compareOperations } from './order';

describe('what comes from several domains', () => {
  it('has what has not ended last in either direction, as the doors do', () => {
    const operations = [
      anOperation({ id: 'runs' }),
      anOperation({ id: 'early', finishedAt: '2026-11-23T01:00:00.000Z' }),
      anOperation({ id: 'late', finishedAt: '2026-11-23T02:00:00.000Z' }),
    ];
    const inOrder = (order: 'asc' | 'desc') =>
      [...operations]
        .sort(compareOperations({ sort: 'finishedAt', order }))
        .map(({ id }) => id);
    expect(inOrder('asc')).toEqual(['early', 'late', 'runs']);
    expect(inOrder('desc')).toEqual(['late', 'early', 'runs']);
  });

  it('has the worst first and of those what was found first, and the other way round', () => {
    const findings = [
      aFinding({ id: 'late', openedAt: '2026-11-23T02:00:00.000Z' }),
      aFinding({
        id: 'early',
        openedAt: '2026-11-23T01:00:00.000Z',
        since: '2026-11-23T03:00:00.000Z',
      }),
      aFinding({ id: 'mild', severity: 'info' }),
    ];
    const inOrder = (order: 'asc' | 'desc') =>
      [...findings]
        .sort(compareFindings({ sort: 'severity', order }))
        .map(({ id }) => id);
    expect(inOrder('asc')).toEqual(['early', 'late', 'mild']);
    expect(inOrder('desc')).toEqual(['mild', 'late', 'early']);
  });
});
