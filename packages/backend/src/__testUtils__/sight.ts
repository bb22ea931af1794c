import type { Finding, Operation } from '@flytower/cloud-common/operations';
import type { Answer } from './entrances';
import type { Domain, Portal } from './startPortal';

/** Something of the cloud, and what the portal says of it. */
export interface Seen {
  domain: Domain;
  item: { id: string; name: string; entityRef: string };
  /** Something that was asked for on it. */
  operationId: string;
  /** What needs attention there, if anything does. */
  findingId?: string;
}

/** What the status of an answer means. */
export const meanings: Record<number, Answer> = {
  200: 'yes',
  202: 'yes',
  403: 'no',
  404: 'not there',
};

const isIn = (items: object[], wanted: string): Answer =>
  JSON.stringify(items).includes(wanted) ? 'yes' : 'not there';

/** What somebody is shown of a thing, by every way to it. */
export const sight: Record<
  string,
  (portal: Portal, person: string, thing: Seen) => Promise<Answer>
> = {
  door: async (portal, person, { domain, item }) => {
    const path = `/api/${domain}/${domain}/${item.id}`;
    return meanings[(await portal.as(person).fetch(path)).status];
  },
  list: async (portal, person, { domain, item }) =>
    isIn((await portal.as(person).list(domain)).items, `"id":"${item.id}"`),
  catalog: async (portal, person, { item }) => {
    const path = item.entityRef.replace(':', '/');
    const url = `/api/catalog/entities/by-name/${path}`;
    return meanings[(await portal.as(person).fetch(url)).status];
  },
  search: async (portal, person, { item }) => {
    const { results } = await portal
      .as(person)
      .read<{ results: object[] }>(
        `/api/search/query?term=${item.name}&types[0]=software-catalog&pageLimit=100`,
      );
    return isIn(results, `/${item.entityRef.split('/')[1]}"`);
  },
  operation: async (portal, person, { domain, operationId }) => {
    const path = `/api/${domain}/operations/${operationId}`;
    return meanings[(await portal.as(person).fetch(path)).status];
  },
  operations: async (portal, person, { domain, operationId }) => {
    const { items } = await portal
      .as(person)
      .read<{ items: Operation[] }>(`/api/${domain}/operations?limit=100`);
    return isIn(items, operationId);
  },
  findings: async (portal, person, { domain, findingId = '' }) => {
    const { items } = await portal
      .as(person)
      .read<{ items: Finding[] }>(`/api/${domain}/findings?limit=100`);
    return isIn(items, findingId);
  },
  finding: async (portal, person, { domain, findingId }) => {
    const path = `/api/${domain}/findings/${findingId}`;
    return meanings[(await portal.as(person).fetch(path)).status];
  },
};

/** Those of the ways that lead to something there. */
export function waysTo<T>(
  ways: Record<string, T>,
  { findingId }: Pick<Seen, 'findingId'>,
): [string, T][] {
  return Object.entries(ways).filter(
    ([way]) => findingId !== undefined || !way.startsWith('finding'),
  );
}

/** With this, what the catalog has is found by search within seconds. */
export const searchSoon = {
  collators: {
    catalog: {
      schedule: {
        initialDelay: { seconds: 5 },
        frequency: { seconds: 5 },
        timeout: { minutes: 1 },
      },
    },
  },
};
