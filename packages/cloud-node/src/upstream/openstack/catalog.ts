import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';

/** The part of a token's service catalog that we rely on. */
export const catalogWire = z.array(
  z.object({
    type: z.string(),
    endpoints: z
      .array(
        z.object({
          interface: z.string(),
          region_id: z.string().nullish(),
          region: z.string().nullish(),
          url: z.string(),
        }),
      )
      .default([]),
  }),
);

export type Catalog = z.output<typeof catalogWire>;

export type ServiceType = 'compute' | 'block-storage' | 'network' | 'image';

interface Convention {
  /** Names that clouds use for it, best first. */
  types: string[];
  /** Appended when the endpoint's URL has no version of its own. */
  version: string;
}

const conventions: Record<ServiceType, Convention> = {
  compute: { types: ['compute'], version: '/v2.1' },
  'block-storage': {
    types: ['volumev3', 'block-storage', 'block-store'],
    version: '/v3',
  },
  network: { types: ['network'], version: '/v2.0' },
  image: { types: ['image'], version: '/v2' },
};

interface Wanted {
  interface: string;
  region: string;
}

const regionOf = (endpoint: Catalog[number]['endpoints'][number]) =>
  endpoint.region_id ?? endpoint.region ?? '';

/** Regions where servers can be. */
export function regionsOf(catalog: Catalog): string[] {
  const regions = catalog
    .filter(service => conventions.compute.types.includes(service.type))
    .flatMap(service => service.endpoints.map(regionOf));
  return [...new Set(regions)].filter(Boolean).sort();
}

/** Base URL of a service, version included; undefined when this cloud or region does not have it. */
export function findEndpoint(
  catalog: Catalog,
  type: ServiceType,
  wanted: Wanted,
): string | undefined {
  const { types, version } = conventions[type];
  for (const name of types) {
    const found = catalog
      .filter(service => service.type === name)
      .flatMap(service => service.endpoints)
      .find(
        endpoint =>
          endpoint.interface.replace(/URL$/, '') === wanted.interface &&
          regionOf(endpoint) === wanted.region,
      );
    if (found) return withVersion(found.url, version);
  }
  return undefined;
}

/** Base URL of a service that must be there. */
export function endpointOf(
  catalog: Catalog,
  type: ServiceType,
  wanted: Wanted,
): string {
  const found = findEndpoint(catalog, type, wanted);
  if (found) return found;
  throw new ServiceUnavailableError(
    `The service catalog has no ${wanted.interface} endpoint of ${type} in region ${wanted.region}`,
  );
}

function withVersion(url: string, version: string): string {
  const base = url.replace(/\/+$/, '');
  return /\/v\d+(\.\d+)?(\/|$)/.test(new URL(base).pathname)
    ? base
    : `${base}${version}`;
}
