import type { ProjectsDomain } from '../operations';

/** What operations work with, with nothing in it. */
export function fakeDomain(more: Partial<ProjectsDomain> = {}): ProjectsDomain {
  return {
    clients: [],
    findServer: async () => undefined,
    findProject: async () => undefined,
    quotaCeiling: {},
    mayExceedQuota: async () => false,
    clusterOf: async () => undefined,
    removals: {
      find: async () => undefined,
      sources: async () => [],
      held: async () => ({ missing: 0, names: [] }),
      accept: async () => {},
      left: async () => 0,
    },
    refresh: {
      server: async () => {},
      volume: async () => {},
      quota: async () => {},
    },
    ...more,
  };
}
