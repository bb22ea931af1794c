import { z } from 'zod';
import { asPython, reasonOf, valueAt } from '../asPython';
import type { Region } from '../Region';
import type { Flavor } from '../types';

const nic = z.object({
  uuid: z.string().optional(),
  port: z.string().optional(),
  fixed_ip: z.string().optional(),
  tag: z.string().optional(),
});

const metadataKey = '^[a-zA-Z0-9-_:. ]{1,255}$';

/** What Nova knows of a server that is asked for; much of it changes nothing here. */
const fields = {
  name: z.string().min(1).max(255),
  flavorRef: z.coerce.string(),
  imageRef: z.string().optional(),
  networks: z.union([z.enum(['none', 'auto']), z.array(nic)]).optional(),
  metadata: z
    .record(z.string().regex(new RegExp(metadataKey)), z.string().max(255))
    .default({}),
  security_groups: z.array(z.object({ name: z.string() })).optional(),
  description: z.string().nullish(),
  key_name: z.string().optional(),
  tags: z.array(z.string().regex(/^[^,/]{1,60}$/)).default([]),
  min_count: z.coerce.number().int().min(1).default(1),
  max_count: z.coerce.number().int().min(1).optional(),
  adminPass: z.string().optional(),
  availability_zone: z.string().optional(),
  block_device_mapping_v2: z.array(z.looseObject({})).optional(),
  config_drive: z.union([z.boolean(), z.string()]).optional(),
  hostname: z.string().optional(),
  user_data: z.string().optional(),
  'OS-DCF:diskConfig': z.string().optional(),
  accessIPv4: z.string().optional(),
  accessIPv6: z.string().optional(),
  trusted_image_certificates: z.array(z.string()).nullish(),
};

const newServer = z.object({ server: z.strictObject(fields) });

export type NewServer = z.infer<typeof newServer>['server'];

/** A request for servers, or the sentence in which Nova refuses it. */
export function parseNewServer(
  body: unknown,
  version: number,
): NewServer | string {
  const parsed = newServer.safeParse(body);
  const given = z
    .object({ server: z.record(z.string(), z.unknown()) })
    .safeParse(body);
  const all = given.success ? given.data.server : undefined;
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [, field, inner] = issue.path.map(String);
    const value = valueAt(body, issue.path);
    const at = field && issue.code !== 'unrecognized_keys' ? field : 'server';
    const shown = valueAt(body, ['server', ...(at === 'server' ? [] : [at])]);
    const invalid = (where: string, what: unknown, why: string) =>
      `Invalid input for field/attribute ${where}. Value: ${
        typeof what === 'string' ? what : asPython(what)
      }. ${why}`;
    if (issue.code === 'unrecognized_keys' || value !== undefined) {
      return field === 'metadata' && inner !== undefined
        ? invalid(
            field,
            shown,
            `'${inner}' does not match any of the regexes: '${metadataKey}'`,
          )
        : invalid(at, shown, reasonOf(issue, value));
    }
    return invalid('server', all, `'${at}' is a required property`);
  }
  const { server } = parsed.data;
  if (version >= 37 && server.networks === undefined) {
    return `Invalid input for field/attribute server. Value: ${asPython(
      all,
    )}. 'networks' is a required property`;
  }
  return server;
}

/** Networks and ports that a new server is to be on, or why not. */
export function chooseNetworks(
  region: Region,
  projectId: string,
  wanted: NewServer['networks'],
): { networkId: string; portId?: string }[] | { code: 400 | 409; why: string } {
  if (wanted === 'none') return [];
  if (Array.isArray(wanted) && wanted.length > 0) {
    const chosen = wanted.map(({ uuid, port }) => {
      const networkId = port ? region.ports.get(port)?.networkId : uuid;
      return { networkId: networkId ?? '', portId: port };
    });
    const unknown = chosen.findIndex(
      ({ networkId }) => !region.networks.has(networkId),
    );
    if (unknown < 0) return chosen;
    const { uuid, port } = wanted[unknown];
    return {
      code: 400,
      why: port
        ? `Port id ${port} could not be found.`
        : `Network ${uuid} could not be found.`,
    };
  }
  const own = region.networks.by('project', projectId);
  const shared = region.networks
    .values()
    .filter(network => network.shared && !network.external);
  const possible = own.length ? own : shared;
  if (possible.length === 1) return [{ networkId: possible[0].id }];
  return possible.length
    ? {
        code: 409,
        why: 'Multiple possible networks found, use a Network ID to be more specific.',
      }
    : {
        code: 400,
        why: 'Unable to automatically allocate a network for project.',
      };
}

/** Why a quota does not hold what is asked for, in Nova's words. */
export function overQuota(
  region: Region,
  projectId: string,
  asked: { instances: number; flavor: Flavor; instead?: Flavor },
  isFull: boolean,
): string | undefined {
  const quota = region.quota(projectId);
  const used = region.usage(projectId);
  const { instances, flavor, instead } = asked;
  const more = {
    instances: instead ? 0 : instances,
    cores: instances * flavor.vcpus - (instead?.vcpus ?? 0),
    ram: instances * flavor.ram - (instead?.ram ?? 0),
  };
  // A full cloud says so with one number, as it does when only that one is used up.
  const full = isFull && (instead ? 'cores' : 'instances');
  const limitOf = (key: keyof typeof more) =>
    full === key ? used[key] : quota[key];
  const keys = (['cores', 'instances', 'ram'] as const).filter(key => {
    const limit = limitOf(key);
    return more[key] > 0 && limit >= 0 && used[key] + more[key] > limit;
  });
  if (keys.length === 0) return undefined;
  const limits = keys.map(limitOf);
  const list = (numbers: (string | number)[]) => numbers.join(', ');
  return `Quota exceeded for ${list(keys)}: Requested ${list(
    keys.map(key => more[key]),
  )}, but already used ${list(keys.map(key => used[key]))} of ${list(
    limits,
  )} ${list(keys)}`;
}
