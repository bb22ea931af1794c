/** A team: a Keystone group, and a group of the catalog. */
export interface Team {
  /** Keystone id (32 hex digits). */
  id: string;
  /** `checkout`: name of the Keystone group and of the catalog's group. */
  name: string;
  title: string;
  /** `platform` runs the cloud, `operators` its Kubernetes clusters, everybody else builds applications. */
  kind: 'product' | 'platform' | 'operators';
}

/** A person: a Keystone user, a user of the catalog, somebody to sign in as. */
export interface Person {
  id: string;
  /** `ines.duarte`: Keystone user name and name of the catalog's user. */
  name: string;
  displayName: string;
  email: string;
  /** Names of teams. */
  teams: string[];
  /** One line on what they do, for the sign-in page; only for those that are offered there. */
  role?: string;
}

/** A Keystone project. */
export interface SeedProject {
  id: string;
  name: string;
  description: string;
  /** Name of the owning team; absent for the projects that nobody owns. */
  team?: string;
  /** Names of teams that may look. */
  readers: string[];
  environment: 'production' | 'staging' | 'development';
  tags: string[];
  /** Where it has servers. */
  regions: string[];
}

/** How big and which company. Everything else follows from these. */
export interface CompanyOptions {
  seed: number;
  projects: number;
  servers: number;
  clusters: number;
  functions: number;
}

/** The company whose private cloud is simulated: the same for the same options. */
export interface Company {
  options: CompanyOptions;
  name: string;
  domain: string;
  regions: string[];
  teams: Team[];
  people: Person[];
  projects: SeedProject[];
}
