import type { Company } from '../company/types';
import { idFor } from '../company/random';
import type {
  ApplicationCredential,
  Assignment,
  Domain,
  Group,
  Project,
  Role,
  User,
} from './types';

/** Everybody's password in the simulated Keystone. */
export const peoplePassword = 'meridian';

/** The portal's own account, as its configuration names it. */
export const portalAccount = { name: 'portal', password: 'portal-secret' };

const implied: Record<string, string[]> = {
  admin: ['admin', 'member', 'reader'],
  member: ['member', 'reader'],
  reader: ['reader'],
};

const keyOf = (target: Assignment['target']) =>
  target.kind === 'system' ? 'system' : `${target.kind}/${target.id}`;

/** What Keystone knows: people, groups, projects, and who has which role where. */
export class Identity {
  readonly domains = new Map<string, Domain>();
  readonly projects = new Map<string, Project>();
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly roles = new Map<string, Role>();
  readonly credentials = new Map<string, ApplicationCredential>();
  /** Assignments by what they are on, so that it stays cheap to ask what somebody may. */
  private readonly assigned = new Map<string, Map<string, Assignment>>();

  constructor(company: Company) {
    const { seed } = company.options;
    for (const name of ['admin', 'member', 'reader', 'service']) {
      const id = idFor(seed, 'role', name);
      this.roles.set(id, { id, name });
    }
    this.addDomain({
      id: 'default',
      name: 'Default',
      description: 'The default domain',
    });
    const home: Domain = {
      id: idFor(seed, 'domain', company.domain),
      name: company.domain,
      description: company.name,
    };
    this.addDomain(home);
    this.addPortal(seed);
    for (const person of company.people) {
      this.users.set(person.id, {
        id: person.id,
        name: person.name,
        domainId: home.id,
        password: peoplePassword,
        email: person.email,
        description: person.displayName,
        enabled: true,
      });
    }
    for (const team of company.teams) {
      const members = company.people.filter(({ teams }) =>
        teams.includes(team.name),
      );
      this.groups.set(team.id, {
        id: team.id,
        name: team.name,
        domainId: home.id,
        description: team.title,
        userIds: new Set(members.map(({ id }) => id)),
      });
    }
    const teamIds = new Map(company.teams.map(team => [team.name, team.id]));
    for (const seedProject of company.projects) {
      const { id, name, description, tags } = seedProject;
      this.projects.set(id, {
        id,
        name,
        domainId: home.id,
        description,
        enabled: true,
        tags,
        extra: {},
      });
      const grant = (team: string, role: string) =>
        this.assign(
          role,
          { kind: 'group', id: teamIds.get(team)! },
          { kind: 'project', id },
        );
      if (seedProject.team) grant(seedProject.team, 'member');
      for (const team of seedProject.readers) grant(team, 'reader');
    }
  }

  role(name: string): Role {
    return [...this.roles.values()].find(role => role.name === name)!;
  }

  get assignments(): Assignment[] {
    return [...this.assigned.values()].flatMap(on => [...on.values()]);
  }

  assignmentsOn(target: Assignment['target']): Assignment[] {
    return [...(this.assigned.get(keyOf(target))?.values() ?? [])];
  }

  /** `role` is an id or a name. */
  assign(
    role: string,
    actor: Assignment['actor'],
    target: Assignment['target'],
  ) {
    const roleId = this.roles.get(role)?.id ?? this.role(role).id;
    const on = this.assigned.get(keyOf(target)) ?? new Map();
    on.set(`${roleId}/${actor.id}`, { roleId, actor, target });
    this.assigned.set(keyOf(target), on);
  }

  /** Takes back every assignment that fits. */
  unassign(fits: (assignment: Assignment) => boolean) {
    for (const [target, on] of this.assigned) {
      for (const [key, assignment] of on) {
        if (fits(assignment)) on.delete(key);
      }
      if (on.size === 0) this.assigned.delete(target);
    }
  }

  groupsOf(userId: string): Group[] {
    return [...this.groups.values()].filter(({ userIds }) =>
      userIds.has(userId),
    );
  }

  /** Roles that a user has on a target, through groups and by implication. */
  rolesOn(
    userId: string,
    target: Assignment['target'],
    groups = this.groupsOf(userId),
  ): Role[] {
    const groupIds = new Set(groups.map(({ id }) => id));
    const names = this.assignmentsOn(target)
      .filter(({ actor }) =>
        actor.kind === 'user' ? actor.id === userId : groupIds.has(actor.id),
      )
      .flatMap(({ roleId }) => this.impliedBy(this.roles.get(roleId)!.name));
    return [...new Set(names)].map(name => this.role(name));
  }

  /** A role and what comes with it. */
  impliedBy(role: string): string[] {
    return implied[role] ?? [role];
  }

  projectsOf(userId: string): Project[] {
    const groups = this.groupsOf(userId);
    return [...this.projects.values()].filter(
      ({ id }) =>
        this.rolesOn(userId, { kind: 'project', id }, groups).length > 0,
    );
  }

  private addDomain(domain: Domain) {
    this.domains.set(domain.id, domain);
  }

  private addPortal(seed: number) {
    const project: Project = {
      id: idFor(seed, 'project', 'admin'),
      name: 'admin',
      domainId: 'default',
      description: 'Bootstrap project for initializing the cloud.',
      enabled: true,
      tags: [],
      extra: {},
    };
    const user: User = {
      id: idFor(seed, 'user', portalAccount.name),
      name: portalAccount.name,
      domainId: 'default',
      password: portalAccount.password,
      enabled: true,
    };
    this.projects.set(project.id, project);
    this.users.set(user.id, user);
    const actor = { kind: 'user' as const, id: user.id };
    this.assign('admin', actor, { kind: 'project', id: project.id });
    this.assign('admin', actor, { kind: 'system' });
    const id = idFor(seed, 'credential', 'portal');
    this.credentials.set(id, {
      id,
      name: 'portal',
      description: 'The developer portal',
      secret: idFor(seed, 'credential', 'portal', 'secret'),
      userId: user.id,
      projectId: project.id,
      roleIds: [
        this.role('admin').id,
        this.role('member').id,
        this.role('reader').id,
      ],
      expiresAt: null,
      unrestricted: null,
    });
  }
}
