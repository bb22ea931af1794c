import { Random } from '../company/random';
import type { CloudContext } from '../context';
import { Identity } from './Identity';
import type { Region } from './Region';
import { seedRegion } from './seedRegion';
import { TokenStore } from './TokenStore';

/** Services that a region has, with the type and name that the catalog gives them. */
export const services = {
  nova: { type: 'compute', name: 'nova' },
  neutron: { type: 'network', name: 'neutron' },
  cinder: { type: 'volumev3', name: 'cinderv3' },
  glance: { type: 'image', name: 'glance' },
} as const;

export type ServiceName = keyof typeof services;

/** All that the services of one OpenStack share. */
export class CloudState {
  readonly identity: Identity;
  readonly tokens: TokenStore;
  readonly regions = new Map<string, Region>();
  /** For the ids of what is created while it runs. */
  readonly random: Random;
  /** Where the services listen, filled in as they come up. */
  readonly urls: Record<ServiceName | 'keystone', string> = {
    keystone: '',
    nova: '',
    neutron: '',
    cinder: '',
    glance: '',
  };
  private readonly ending = new AbortController();

  constructor(readonly ctx: CloudContext) {
    const { company, clock } = ctx;
    this.random = new Random(`${company.options.seed}/${clock.now()}/created`);
    this.identity = new Identity(company);
    this.tokens = new TokenStore(clock);
    const admin = this.adminProjectId;
    for (const name of company.regions) {
      this.regions.set(name, seedRegion(name, company, clock.now(), admin));
    }
    ctx.scenarios.onChange(({ name, on }) => {
      if (name === 'token-expiry' && on) this.tokens.revokeAll();
    });
  }

  /** Whose the public images and networks are. */
  get adminProjectId(): string {
    return [...this.identity.projects.values()].find(
      ({ domainId }) => domainId === 'default',
    )!.id;
  }

  /** Does something when it is due, unless the cloud was stopped before. */
  later(ms: number, change: () => void) {
    const { signal } = this.ending;
    void this.ctx.clock.sleep(ms, signal).then(() => {
      if (!signal.aborted) change();
    });
  }

  /** Ends what is still being built or changed. */
  stop() {
    this.ending.abort();
  }
}
