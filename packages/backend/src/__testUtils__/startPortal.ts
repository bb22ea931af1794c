import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import catalog from '@backstage/plugin-catalog-backend';
import permission from '@backstage/plugin-permission-backend';
import catalogModule from '@flytower/backstage-plugin-catalog-backend-module-cloud';
import permissionModule from '@flytower/backstage-plugin-permission-backend-module-cloud';
import projects from '@flytower/backstage-plugin-projects-backend';
import clusters from '@flytower/backstage-plugin-clusters-backend';
import functions from '@flytower/backstage-plugin-functions-backend';
import {
  startCloudBackend,
  type CloudBackendOptions,
} from '@flytower/simulated-cloud/testUtils';

/** What all three domains say alike of what they have. */
interface Item {
  id: string;
  name: string;
  owner?: string;
  readers: string[];
}

interface List<T> {
  items: T[];
  total: number;
  facets: Record<string, { value: string; count: number }[]>;
  freshness: { source: string; state: string }[];
}

export const domains = ['projects', 'clusters', 'functions'] as const;
export type Domain = (typeof domains)[number];

export type Portal = Awaited<ReturnType<typeof startPortal>>;

/** The portal's backends that know the cloud, with the catalog and the policy, as they are deployed. */
export async function startPortal(
  features: CloudBackendOptions['features'] = [],
  config: JsonObject = { cloud: { refresh: { projects: 2 } } },
) {
  const backend = await startCloudBackend({
    permissions: true,
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: { actions: { pluginSources: [...domains] } },
      ...config,
    },
    features: [
      // the mock runs every task only once
      schedulerServiceFactory,
      catalog,
      catalogModule,
      permission,
      permissionModule,
      projects,
      clusters,
      functions,
      ...features,
    ],
  });

  /** The portal as one person meets it. */
  const as = (name: string) => {
    const { fetch } = backend.as(`user:default/${name}`);
    const read = async <T>(path: string): Promise<T> => {
      const answer = await fetch(path);
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return (await answer.json()) as T;
    };
    return {
      fetch,
      read,
      list: <T extends Item>(domain: Domain) =>
        read<List<T>>(`/api/${domain}/${domain}?limit=500`),
      /** All entities of a kind. */
      async entities(kind: string): Promise<Entity[]> {
        const { items } = await read<{ items: Entity[] }>(
          `/api/catalog/entities/by-query?filter=kind=${kind}&limit=500`,
        );
        return items;
      },
    };
  };
  return {
    cloud: backend.cloud,
    url: backend.url,
    as,
    tokenOf: (name: string) => backend.as(`user:default/${name}`).authorization,
    stop: () => backend.stop(),
  };
}

/** Tries again until it does not throw. */
export async function eventually<T>(
  attempt: () => Promise<T>,
  ms = 20_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
}
