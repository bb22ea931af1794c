/** A role as Keystone has it; admin implies member, member implies reader. */
export interface Role {
  id: string;
  name: string;
}

export interface Domain {
  id: string;
  name: string;
  description: string;
}

export interface Project {
  id: string;
  name: string;
  domainId: string;
  description: string;
  enabled: boolean;
  tags: string[];
  /** Attributes that Keystone does not know, kept as they came. */
  extra: Record<string, unknown>;
}

export interface User {
  id: string;
  name: string;
  domainId: string;
  password: string;
  email?: string;
  description?: string;
  defaultProjectId?: string;
  enabled: boolean;
}

export interface Group {
  id: string;
  name: string;
  domainId: string;
  description: string;
  userIds: Set<string>;
}

export interface Assignment {
  roleId: string;
  actor: { kind: 'user' | 'group'; id: string };
  target:
    | { kind: 'project'; id: string }
    | { kind: 'domain'; id: string }
    | { kind: 'system' };
}

export interface ApplicationCredential {
  id: string;
  name: string;
  description: string | null;
  secret: string;
  userId: string;
  projectId: string;
  roleIds: string[];
  expiresAt: string | null;
  unrestricted: boolean | null;
  accessRules?: AccessRule[];
}

/** A call that an application credential is for. */
export interface AccessRule {
  id: string;
  service: string;
  method: string;
  path: string;
}

export type Scope =
  | { kind: 'project'; project: Project }
  | { kind: 'domain'; domain: Domain }
  | { kind: 'system' };

export interface Token {
  id: string;
  /** Its own, and that of the token it was got with. */
  auditIds: string[];
  methods: string[];
  user: User;
  scope?: Scope;
  roles: Role[];
  issuedAt: number;
  expiresAt: number;
  credential?: ApplicationCredential;
}
