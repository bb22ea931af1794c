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
}

export interface User {
  id: string;
  name: string;
  domainId: string;
  password: string;
  email?: string;
  description?: string;
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
}

export type Scope =
  | { kind: 'project'; project: Project }
  | { kind: 'domain'; domain: Domain }
  | { kind: 'system' };

export interface Token {
  id: string;
  auditId: string;
  methods: string[];
  user: User;
  scope?: Scope;
  roles: Role[];
  issuedAt: number;
  expiresAt: number;
  credential?: ApplicationCredential;
}

export interface Flavor {
  id: string;
  name: string;
  vcpus: number;
  ram: number;
  disk: number;
}

export interface Image {
  id: string;
  name: string;
  size: number;
  osDistro: string;
  createdAt: number;
}

export interface Server {
  id: string;
  name: string;
  projectId: string;
  userId: string;
  flavor: Flavor;
  imageId: string;
  networkId?: string;
  address?: string;
  createdAt: number;
  updatedAt: number;
  /** While this lies ahead it is being built. */
  builtAt: number;
  state: 'active' | 'stopped' | 'error' | 'deleted';
  metadata: Record<string, string>;
  tags: string[];
  description: string | null;
  keyName: string | null;
  actions: ServerAction[];
}

export interface ServerAction {
  action: string;
  requestId: string;
  userId: string;
  startedAt: number;
}

export interface Network {
  id: string;
  name: string;
  projectId: string;
  subnetId: string;
  cidr: string;
  shared: boolean;
  external: boolean;
  createdAt: number;
}

export interface Volume {
  id: string;
  name: string;
  projectId: string;
  userId: string;
  size: number;
  serverId?: string;
  createdAt: number;
}

export interface Quota {
  instances: number;
  cores: number;
  ram: number;
  volumes: number;
  gigabytes: number;
  network: number;
  floatingip: number;
}
