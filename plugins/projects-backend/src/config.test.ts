import { ConfigReader } from '@backstage/config';
import { readProjectsConfig } from './config';

const refreshOf = (projects?: number) =>
  readProjectsConfig(
    new ConfigReader({ cloud: { refresh: projects ? { projects } : {} } }),
  ).refreshSeconds;

describe('how often projects are read', () => {
  it('is every 20 seconds, or as configured', () => {
    expect(refreshOf()).toBe(20);
    expect(refreshOf(5)).toBe(5);
  });

  it.each([-1, 31, 300])('is never %d seconds', seconds => {
    expect(() => refreshOf(seconds)).toThrow(
      `cloud.refresh.projects is ${seconds}; it is seconds, at most 30`,
    );
  });
});
