import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  toAuthUrl,
  toInterface,
  type DomainRef,
  type OpenStackAccess,
  type OpenStackAccount,
} from './config';

const text = z.union([z.string(), z.number()]).transform(String).optional();

/** The part of a cloud in clouds.yaml that we rely on. */
const cloudSchema = z.object({
  auth_type: z.string().optional(),
  auth: z.object({
    auth_url: z.string(),
    username: text,
    password: text,
    project_id: text,
    project_name: text,
    user_domain_id: text,
    user_domain_name: text,
    project_domain_id: text,
    project_domain_name: text,
    application_credential_id: text,
    application_credential_secret: text,
  }),
  /** `region_name` is what the `openstack` command takes first; the portal looks at all of them. */
  regions: z
    .array(z.union([z.string(), z.object({ name: z.string() })]))
    .optional(),
  interface: z.string().optional(),
  cacert: z.string().optional(),
  verify: z.boolean().optional(),
});

type Cloud = z.output<typeof cloudSchema>;

const fileSchema = z.object({ clouds: z.record(z.string(), z.unknown()) });

/** One cloud of the ecosystem's own configuration file, found where the `openstack` command finds it. */
export function readCloudsYaml(
  name: string,
  options: { file?: string; env: NodeJS.ProcessEnv },
): OpenStackAccess {
  const file = findFile(options);
  const { clouds } = fileSchema.parse(parse(readFileSync(file, 'utf8')));
  if (!(name in clouds)) {
    throw new Error(
      `${file} has no cloud "${name}"; it has ${Object.keys(clouds).join(
        ', ',
      )}`,
    );
  }
  const parsed = cloudSchema.safeParse(clouds[name]);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `Cloud "${name}" in ${file} cannot be used: "${issue.path.join('.')}": ${
        issue.message
      }`,
    );
  }
  return toAccess(parsed.data, `Cloud "${name}" in ${file}`);
}

function findFile(options: { file?: string; env: NodeJS.ProcessEnv }): string {
  const named = options.file ?? options.env.OS_CLIENT_CONFIG_FILE;
  const candidates = named
    ? [named]
    : [
        path.resolve('clouds.yaml'),
        path.join(homedir(), '.config/openstack/clouds.yaml'),
        '/etc/openstack/clouds.yaml',
      ];
  const found = candidates.find(candidate => existsSync(candidate));
  if (found) return found;
  throw new Error(
    `There is no clouds.yaml at ${candidates.join(
      ', ',
    )}; set OS_CLIENT_CONFIG_FILE, or cloudsFile in cloud.openstack`,
  );
}

function toAccess(cloud: Cloud, where: string): OpenStackAccess {
  if (cloud.verify === false) {
    throw new Error(
      `${where} turns certificate checks off, which the portal does not do; give "cacert" instead of "verify: false"`,
    );
  }
  const listed = cloud.regions?.map(region =>
    typeof region === 'string' ? region : region.name,
  );
  return {
    authUrl: toAuthUrl(cloud.auth.auth_url),
    interface: toInterface(cloud.interface ?? 'public'),
    caFile: cloud.cacert,
    regions: listed,
    account: toAccount(cloud.auth, where),
  };
}

function toAccount(auth: Cloud['auth'], where: string): OpenStackAccount {
  if (auth.application_credential_id && auth.application_credential_secret) {
    return {
      kind: 'application-credential',
      id: auth.application_credential_id,
      secret: auth.application_credential_secret,
    };
  }
  const project = auth.project_id ? { id: auth.project_id } : auth.project_name;
  if (!auth.username || !auth.password || !project) {
    throw new Error(
      `${where} needs username, password and a project, or an application credential's id and secret`,
    );
  }
  return {
    kind: 'password',
    username: auth.username,
    password: auth.password,
    userDomain: toDomain(auth.user_domain_id, auth.user_domain_name),
    scope: {
      project,
      projectDomain: toDomain(auth.project_domain_id, auth.project_domain_name),
    },
  };
}

function toDomain(id?: string, name?: string): DomainRef {
  return id ? { id } : { name: name ?? 'Default' };
}
