import { ConfigReader } from '@backstage/config';
import { needsApproval, readOperationsSettings } from './settings';

describe('the settings of operations', () => {
  it('name those who are told that an approval is wanted', () => {
    const { approversOf } = readOperationsSettings(
      new ConfigReader({
        cloud: {
          access: {
            platformGroups: ['group:default/platform'],
            // as short as the policy takes it
            operatorGroups: ['operators'],
          },
        },
      }),
    );
    expect(approversOf('project')).toEqual(['group:default/platform']);
    expect(approversOf('cluster')).toEqual([
      'group:default/platform',
      'group:default/operators',
    ]);
    expect(
      readOperationsSettings(new ConfigReader({})).approversOf('cluster'),
    ).toEqual([]);
  });

  it('take over a process that died within half a minute', () => {
    const { leaseMs, tickMs, renewMs } = readOperationsSettings(
      new ConfigReader({}),
    ).pace;
    expect(leaseMs + tickMs).toBeLessThan(30_000);
    // one renewal may be lost without losing the lease
    expect(renewMs * 2).toBeLessThan(leaseMs);
  });

  it('keep what has ended for a year, or as long as is said', () => {
    const keptDays = (operations: object) =>
      readOperationsSettings(new ConfigReader({ cloud: { operations } }))
        .keptMs / 86_400_000;
    expect(keptDays({})).toBe(365);
    expect(keptDays({ keptDays: 7 })).toBe(7);
    expect(() => keptDays({ keptDays: 0 })).toThrow(
      'cloud.operations.keptDays is 0',
    );
  });

  it('know an environment however it is written', () => {
    const settings = readOperationsSettings(new ConfigReader({}));
    for (const each of ['production', 'Production', ' PRODUCTION ']) {
      expect(needsApproval(settings, 'destructive', each)).toBe(true);
    }
    expect(needsApproval(settings, 'destructive', 'staging')).toBe(false);
    expect(needsApproval(settings, 'destructive', undefined)).toBe(false);
  });

  it('name the field of a risk that is none', () => {
    expect(() =>
      readOperationsSettings(
        new ConfigReader({
          cloud: { operations: { approvals: [{ risk: 'scary' }] } },
        }),
      ),
    ).toThrow('cloud.operations.approvals: "scary" is no risk');
  });
});
