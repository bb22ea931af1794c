import type { Changes } from '@flytower/cloud-common';
import { ServiceUnavailableError } from '@backstage/errors';
import { upstreamStatus } from '@flytower/cloud-node/upstream/http';
import type {
  KeystoneDomain,
  OpenStackClient,
} from '@flytower/cloud-node/upstream/openstack';
import pLimit from 'p-limit';
import type { ProjectWriter } from '../store/ProjectWriter';
import type { SourceStates } from '../store/SourceStates';
import {
  groupRef,
  toPeople,
  toProjects,
  type KeystoneLists,
} from './toProjects';

/** Reads a Keystone: projects, who holds which role on them, groups and people. */
export class IdentityPart {
  constructor(
    private readonly options: {
      client: OpenStackClient;
      projects: ProjectWriter;
      states: SourceStates;
      ownerRoles: string[];
    },
  ) {}

  /** One complete read; throws when any list of it cannot be had. */
  async read(): Promise<{ changes: Changes['changes']; note?: string }> {
    const { client, projects, states, ownerRoles } = this.options;
    const lists = await this.readLists();
    const { changes, heldBack } = await projects.replace(
      client.name,
      toProjects(lists, ownerRoles),
      id => this.isGone(id),
    );
    const groups = await this.readGroupsOfUsers(lists);
    await states.saveOrganization(
      client.name,
      toPeople(lists, groups, client.name),
    );
    return { changes, note: heldBack };
  }

  private async readLists(): Promise<KeystoneLists> {
    const { identity } = this.options.client;
    const domains = await this.readDomains();
    const perDomain = async <T>(list: (domainId?: string) => Promise<T[]>) =>
      this.options.client.config.domains
        ? (await Promise.all(domains.map(({ id }) => list(id)))).flat()
        : list();
    // Assignments before projects: a project that is made in between is seen without members, not the other way round.
    const assignments = await identity.listRoleAssignments();
    const [roles, groups, users] = await Promise.all([
      identity.listRoles(),
      perDomain(id => identity.listGroups(id)),
      perDomain(id => identity.listUsers(id)),
    ]);
    const projects = await perDomain(id => identity.listProjects(id));
    return { domains, projects, roles, groups, users, assignments };
  }

  private async readDomains(): Promise<KeystoneDomain[]> {
    const { client } = this.options;
    const found = await client.identity.listDomains();
    const wanted = client.config.domains;
    if (!wanted) return found;
    const missing = wanted.filter(
      name => !found.some(domain => domain.name === name || domain.id === name),
    );
    if (missing.length) {
      throw new ServiceUnavailableError(
        `OpenStack ${client.name} has no domain ${missing.join(
          ', ',
        )} that the portal's account can see`,
      );
    }
    return found.filter(
      ({ id, name }) => wanted.includes(name) || wanted.includes(id),
    );
  }

  private async readGroupsOfUsers(
    lists: KeystoneLists,
  ): Promise<Map<string, string[]>> {
    const { identity } = this.options.client;
    const limit = pLimit(4);
    const groupsOf = new Map<string, string[]>();
    await Promise.all(
      lists.groups.map(group =>
        limit(async () => {
          for (const { id } of await identity.listGroupUsers(group.id)) {
            groupsOf.set(id, [
              ...(groupsOf.get(id) ?? []),
              groupRef(group.name),
            ]);
          }
        }),
      ),
    );
    return groupsOf;
  }

  private async isGone(id: string): Promise<boolean | undefined> {
    try {
      await this.options.client.identity.getProject(id);
      return false;
    } catch (error) {
      return upstreamStatus(error) === 404 ? true : undefined;
    }
  }
}
