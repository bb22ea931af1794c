import type { HttpSource } from '../http';
import type { ServiceType } from './catalog';
import { ComputeClient } from './compute';
import type { OpenStackConfig } from './config';
import { IdentityClient } from './identity';
import { NetworkClient } from './network';
import { Session } from './Session';
import { BlockStorageClient, ImageClient } from './storage';

/** The services of one region. */
export interface RegionClients {
  compute: ComputeClient;
  blockStorage: BlockStorageClient;
  network: NetworkClient;
  image: ImageClient;
}

/** One OpenStack: its Keystone, and the services of its regions. */
export class OpenStackClient {
  readonly identity: IdentityClient;
  private readonly session: Session;

  constructor(
    readonly config: OpenStackConfig,
    http: HttpSource,
    now?: () => number,
  ) {
    this.session = new Session(config, http, now);
    this.identity = new IdentityClient(this.session);
  }

  get name(): string {
    return this.config.name;
  }

  /** Regions that are read: those of the catalog, narrowed by configuration. */
  regions(): Promise<string[]> {
    return this.session.regions();
  }

  region(name: string): RegionClients {
    return {
      compute: new ComputeClient(this.session, name),
      blockStorage: new BlockStorageClient(this.session, name),
      network: new NetworkClient(this.session, name),
      image: new ImageClient(this.session, name),
    };
  }

  /** Whether this region has such a service. */
  has(service: ServiceType, region: string): Promise<boolean> {
    return this.session.has(service, region);
  }

  /** The project that the portal's own account is scoped to. */
  ownProject(): Promise<string> {
    return this.session.ownProject();
  }
}
