import type { Config } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** Which groups stand above ownership: entity refs. */
export interface Access {
  platformGroups: string[];
  operatorGroups: string[];
}

/** Groups may be written short: `platform` is `group:default/platform`. */
export function readAccess(config: Config): Access {
  const groups = (key: string) =>
    (config.getOptionalStringArray(`cloud.access.${key}`) ?? []).map(ref =>
      stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' })),
    );
  return {
    platformGroups: groups('platformGroups'),
    operatorGroups: groups('operatorGroups'),
  };
}
