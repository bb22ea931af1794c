import type { Clock } from './Clock';
import type { Company } from './company/types';
import type { Scenarios } from './Scenarios';

/** Where the parts listen, filled in as they come up. All on loopback. */
export interface CloudUrls {
  /** Keystone, `…/v3` not included. */
  keystone: string;
  /** Rancher's management API server; downstream clusters below `/k8s/clusters/<id>`. */
  rancher: string;
  /** Git host. */
  git: string;
  /** Ingress gateway of the function platforms: the `Host` header chooses the function. */
  gateway: string;
  /** OpenID Connect issuer. */
  identity: string;
  /** Scenario switches. */
  control: string;
}

/** What every part of the simulated cloud is given. */
export interface CloudContext {
  clock: Clock;
  company: Company;
  scenarios: Scenarios;
  /** Where certificates, clouds.yaml, kubeconfig and git repositories lie. */
  stateDir: string;
  urls: CloudUrls;
  log(message: string): void;
}

/** Something that listens or reconciles. `start` resolves once it can be used. */
export interface CloudPart {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Ports of loopback; 0 takes any free one. */
export interface CloudPorts {
  keystone: number;
  nova: number;
  neutron: number;
  cinder: number;
  glance: number;
  rancher: number;
  git: number;
  gateway: number;
  identity: number;
  control: number;
}

export const defaultPorts: CloudPorts = {
  keystone: 7101,
  nova: 7102,
  neutron: 7103,
  cinder: 7104,
  glance: 7105,
  rancher: 7110,
  git: 7120,
  gateway: 7130,
  identity: 7140,
  control: 7150,
};

export const freePorts: CloudPorts = {
  keystone: 0,
  nova: 0,
  neutron: 0,
  cinder: 0,
  glance: 0,
  rancher: 0,
  git: 0,
  gateway: 0,
  identity: 0,
  control: 0,
};
