/** What the region services keep. */
export * from './identityTypes';

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
  /** Absent while nothing was uploaded. */
  size?: number;
  osDistro?: string;
  createdAt: number;
  updatedAt: number;
  /** Absent for the images that the platform team offers to all. */
  projectId?: string;
  diskFormat: string;
  containerFormat: string;
  minDisk: number;
  minRam: number;
  status: 'queued' | 'active';
  properties: Record<string, string>;
}

export interface Server {
  id: string;
  number: number;
  name: string;
  projectId: string;
  userId: string;
  flavor: Flavor;
  /** The flavor before a resize that is not confirmed. */
  oldFlavor?: Flavor;
  imageId: string;
  host: string;
  createdAt: number;
  updatedAt: number;
  launchedAt?: number;
  terminatedAt?: number;
  vm: 'building' | 'active' | 'stopped' | 'resized' | 'error' | 'deleted';
  task: string | null;
  metadata: Record<string, string>;
  tags: string[];
  description: string | null;
  keyName: string | null;
  lockedReason?: string | null;
  securityGroups: string[];
  actions: ServerAction[];
}

export interface ServerAction {
  action: string;
  requestId: string;
  userId: string;
  startedAt: number;
}

export interface Keypair {
  id: string;
  name: string;
  userId: string;
  publicKey: string;
  fingerprint: string;
}

export interface Network {
  id: string;
  name: string;
  description: string;
  projectId: string;
  shared: boolean;
  external: boolean;
  segment: number;
  createdAt: number;
  tags: string[];
}

export interface Subnet {
  id: string;
  name: string;
  projectId: string;
  networkId: string;
  cidr: string;
  gateway: string | null;
  dhcp: boolean;
  nameservers: string[];
  createdAt: number;
  /** Offset of the last address that was handed out. */
  last: number;
}

export interface Port {
  id: string;
  name: string;
  projectId: string;
  networkId: string;
  subnetId?: string;
  address?: string;
  mac: string;
  deviceId: string;
  deviceOwner: string;
  securityGroupIds: string[];
  createdAt: number;
}

export interface Router {
  id: string;
  name: string;
  projectId: string;
  gateway?: { networkId: string; subnetId: string; address: string };
  createdAt: number;
}

export interface FloatingIp {
  id: string;
  projectId: string;
  networkId: string;
  address: string;
  portId?: string;
  routerId?: string;
  description: string;
  createdAt: number;
}

export interface SecurityGroup {
  id: string;
  name: string;
  description: string;
  projectId: string;
  createdAt: number;
  rules: SecurityRule[];
}

export interface SecurityRule {
  id: string;
  direction: 'ingress' | 'egress';
  ethertype: string;
  protocol: string | null;
  min: number | null;
  max: number | null;
  prefix: string | null;
  groupId: string | null;
  description: string | null;
  createdAt: number;
}

export interface Volume {
  id: string;
  name: string | null;
  description: string | null;
  projectId: string;
  userId: string;
  size: number;
  status: 'creating' | 'available' | 'in-use';
  serverId?: string;
  attachmentId?: string;
  attachedAt?: number;
  /** Goes with the server that it is attached to. */
  deleteOnTermination?: boolean;
  metadata: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}

export interface Snapshot {
  id: string;
  name: string | null;
  description: string | null;
  projectId: string;
  userId: string;
  volumeId: string;
  size: number;
  status: 'creating' | 'available';
  createdAt: number;
}

/** What a project may have; -1 is no limit. */
export interface Quota {
  instances: number;
  cores: number;
  ram: number;
  key_pairs: number;
  metadata_items: number;
  server_groups: number;
  server_group_members: number;
  volumes: number;
  snapshots: number;
  gigabytes: number;
  per_volume_gigabytes: number;
  backups: number;
  backup_gigabytes: number;
  groups: number;
  network: number;
  subnet: number;
  subnetpool: number;
  port: number;
  router: number;
  floatingip: number;
  rbac_policy: number;
  security_group: number;
  security_group_rule: number;
  trunk: number;
}
