import { z } from 'zod';
import type { ServiceRequest, Session } from './Session';

const id = z.object({ id: z.string() });

/** The part of Keystone's project that we rely on. */
export const projectWire = z.object({
  id: z.string(),
  name: z.string(),
  domain_id: z.string().nullable(),
  description: z.string().nullish(),
  enabled: z.boolean().default(true),
  is_domain: z.boolean().default(false),
  tags: z.array(z.string()).default([]),
});

export const domainWire = z.object({ id: z.string(), name: z.string() });

export const userWire = z.object({
  id: z.string(),
  name: z.string(),
  domain_id: z.string(),
  enabled: z.boolean().default(true),
  description: z.string().nullish(),
  email: z.string().nullish(),
});

export const groupWire = z.object({
  id: z.string(),
  name: z.string(),
  domain_id: z.string(),
  description: z.string().nullish(),
});

export const roleWire = z.object({ id: z.string(), name: z.string() });

export const roleAssignmentWire = z.object({
  role: id,
  user: id.optional(),
  group: id.optional(),
  scope: z
    .object({
      project: id.optional(),
      'OS-INHERIT:inherited_to': z.string().optional(),
    })
    .default({}),
});

export type KeystoneProject = z.output<typeof projectWire>;
export type KeystoneDomain = z.output<typeof domainWire>;
export type KeystoneUser = z.output<typeof userWire>;
export type KeystoneGroup = z.output<typeof groupWire>;
export type KeystoneRole = z.output<typeof roleWire>;
export type RoleAssignment = z.output<typeof roleAssignmentWire>;

const target = { service: 'identity' } as const;

/**
 * Keystone. Names of role assignments are put together from the other lists: asked with names, Keystone needs most
 * of a minute for what it otherwise tells in a second.
 */
export class IdentityClient {
  constructor(private readonly session: Session) {}

  /** Without those that only stand for a domain. */
  async listProjects(domainId?: string): Promise<KeystoneProject[]> {
    const query = { domain_id: domainId };
    const projects = await this.list(
      '/projects',
      'projects',
      projectWire,
      query,
    );
    return projects.filter(project => !project.is_domain);
  }

  async getProject(projectId: string): Promise<KeystoneProject> {
    const answer = await this.session.request(
      { target, path: `/projects/${encodeURIComponent(projectId)}` },
      z.object({ project: projectWire }),
    );
    return answer.project;
  }

  listDomains(): Promise<KeystoneDomain[]> {
    return this.list('/domains', 'domains', domainWire);
  }

  listUsers(domainId?: string): Promise<KeystoneUser[]> {
    return this.list('/users', 'users', userWire, { domain_id: domainId });
  }

  listGroups(domainId?: string): Promise<KeystoneGroup[]> {
    return this.list('/groups', 'groups', groupWire, { domain_id: domainId });
  }

  listGroupUsers(groupId: string): Promise<KeystoneUser[]> {
    const path = `/groups/${encodeURIComponent(groupId)}/users`;
    return this.list(path, 'users', userWire);
  }

  listRoles(): Promise<KeystoneRole[]> {
    return this.list('/roles', 'roles', roleWire);
  }

  listRoleAssignments(): Promise<RoleAssignment[]> {
    return this.list(
      '/role_assignments',
      'role_assignments',
      roleAssignmentWire,
    );
  }

  private list<T extends z.ZodType>(
    path: string,
    key: string,
    item: T,
    query?: ServiceRequest['query'],
  ) {
    return this.session.list({ target, path, key, item, query });
  }
}
