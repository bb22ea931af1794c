import { createHash } from 'node:crypto';
import type {
  CloudResource,
  Project,
  ProjectMember,
} from '@flytower/cloud-common/projects';

/** What a source says about a project: everything that is not counted or measured. */
export interface SeenProject {
  id: string;
  name: string;
  description: string;
  domain: string;
  enabled: boolean;
  tags: string[];
  environment?: string;
  owner?: string;
  owners: string[];
  members: ProjectMember[];
}

export type SeenResource = Omit<CloudResource, 'cloud' | 'allowedOperations'>;

export interface ProjectRow {
  id: string;
  cloud: string;
  entity_name: string;
  name: string;
  description: string;
  domain: string;
  enabled: boolean | number;
  tags: string;
  environment: string | null;
  owner: string | null;
  search_text: string;
  quota: string;
  quota_read_at: number | string;
  servers: number;
  volumes: number;
  networks: number;
  missed: number;
  accepted_by: string | null;
  fingerprint: string;
}

export interface MemberRow {
  project_id: string;
  ref: string;
  kind: 'group' | 'user';
  name: string;
  role: string;
  owns: boolean | number;
}

export interface ResourceRow {
  cloud: string;
  region: string;
  type: CloudResource['type'];
  id: string;
  project_id: string;
  name: string;
  state: string;
  health: CloudResource['health'];
  created_at: string | null;
  updated_at: string | null;
  details: string;
  search_text: string;
  missed: number;
  accepted_by: string | null;
  fingerprint: string;
}

/** Tells whether something is still as it was, without reading all of it. */
export function fingerprintOf(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('base64');
}

/** What a search looks through. Names are cut to what a column holds. */
export function searchText(...texts: (string | undefined)[]): string {
  return texts.filter(Boolean).join('\n').toLowerCase();
}

export function toProject(
  row: ProjectRow,
  members: MemberRow[],
  regions: string[],
): Project {
  const byRef = new Map<string, ProjectMember>();
  for (const { ref, kind, name, role } of members) {
    const member = byRef.get(ref) ?? { ref, kind, name, roles: [] };
    member.roles.push(role);
    byRef.set(ref, member);
  }
  const owners = members.filter(member => Boolean(member.owns));
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    cloud: row.cloud,
    domain: row.domain,
    enabled: Boolean(row.enabled),
    regions,
    tags: JSON.parse(row.tags),
    environment: row.environment ?? undefined,
    entityRef: `system:default/${row.entity_name}`,
    owner: row.owner ?? undefined,
    owners: [...new Set(owners.map(({ ref }) => ref))],
    readers: [...byRef.keys()],
    members: [...byRef.values()],
    counts: {
      servers: row.servers,
      volumes: row.volumes,
      networks: row.networks,
    },
    quota: JSON.parse(row.quota),
    allowedOperations: [],
  };
}

export function toResource(row: ResourceRow): CloudResource {
  return {
    id: row.id,
    projectId: row.project_id,
    cloud: row.cloud,
    region: row.region,
    type: row.type,
    name: row.name,
    state: row.state,
    health: row.health,
    createdAt: row.created_at ?? undefined,
    updatedAt: row.updated_at ?? undefined,
    details: JSON.parse(row.details),
    allowedOperations: [],
  };
}
