import type { CloudContext } from '../context';
import { Identity } from './Identity';
import { Region } from './Region';
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
  /** Where the services listen, filled in as they come up. */
  readonly urls: Record<ServiceName | 'keystone', string> = {
    keystone: '',
    nova: '',
    neutron: '',
    cinder: '',
    glance: '',
  };

  constructor(readonly ctx: CloudContext) {
    this.identity = new Identity(ctx.company);
    this.tokens = new TokenStore(ctx.clock);
    const admin = [...this.identity.projects.values()].find(
      ({ domainId }) => domainId === 'default',
    )!;
    for (const name of ctx.company.regions) {
      this.regions.set(
        name,
        new Region(name, ctx.company, ctx.clock.now(), admin.id),
      );
    }
    ctx.scenarios.onChange(({ name, on }) => {
      if (name === 'token-expiry' && on) this.tokens.revokeAll();
    });
  }
}
