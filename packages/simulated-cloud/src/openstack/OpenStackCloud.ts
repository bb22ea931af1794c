import fs from 'node:fs/promises';
import path from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import { stringify } from 'yaml';
import type { CloudContext, CloudPart, CloudPorts } from '../context';
import { createCinder } from './cinder';
import { CloudState } from './CloudState';
import { createGlance } from './glance';
import { peoplePassword, portalAccount } from './Identity';
import { createKeystone } from './keystone';
import { createNeutron } from './neutron';
import { createNova } from './nova';

const apps = {
  keystone: createKeystone,
  nova: createNova,
  neutron: createNeutron,
  cinder: createCinder,
  glance: createGlance,
};

type AppName = keyof typeof apps;

/** Keystone, Nova, Neutron, Cinder and Glance of two regions, each on a port of its own. */
export class OpenStackCloud implements CloudPart {
  readonly state: CloudState;
  private readonly servers: ServerType[] = [];

  constructor(
    private readonly ctx: CloudContext,
    private readonly ports: CloudPorts,
  ) {
    this.state = new CloudState(ctx);
  }

  async start() {
    for (const name of Object.keys(apps) as AppName[]) {
      const app = apps[name](this.state);
      const port = await new Promise<number>((resolve, reject) => {
        const server = serve(
          { fetch: app.fetch, hostname: '127.0.0.1', port: this.ports[name] },
          info => resolve(info.port),
        );
        server.once('error', reject);
        this.servers.push(server);
      });
      this.state.urls[name] = `http://127.0.0.1:${port}`;
    }
    this.ctx.urls.keystone = this.state.urls.keystone;
    await this.writeCloudsYaml();
  }

  async stop() {
    this.state.stop();
    await Promise.all(
      this.servers.map(
        server =>
          new Promise<void>(resolve => {
            server.close(() => resolve());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      ),
    );
    this.servers.length = 0;
  }

  /** Accounts for the portal and for people who try the real clients. */
  private async writeCloudsYaml() {
    const { company, stateDir } = this.ctx;
    const [credential] = this.state.identity.credentials.values();
    const person = company.people[0];
    const project = company.projects.find(
      ({ team }) => team === person.teams[0],
    );
    const cloud = (auth: object, rest: object = {}) => ({
      auth: { auth_url: `${this.state.urls.keystone}/v3`, ...auth },
      region_name: company.regions[0],
      interface: 'public',
      identity_api_version: 3,
      ...rest,
    });
    const clouds = {
      flytower: cloud({
        username: portalAccount.name,
        password: portalAccount.password,
        project_name: 'admin',
        user_domain_name: 'Default',
        project_domain_name: 'Default',
      }),
      'flytower-appcred': cloud(
        {
          application_credential_id: credential.id,
          application_credential_secret: credential.secret,
        },
        { auth_type: 'v3applicationcredential' },
      ),
      [person.name.split('.')[0]]: cloud({
        username: person.name,
        password: peoplePassword,
        project_name: project?.name,
        user_domain_name: company.domain,
        project_domain_name: company.domain,
      }),
    };
    await fs.mkdir(stateDir, { recursive: true });
    await fs.writeFile(
      path.join(stateDir, 'clouds.yaml'),
      stringify({ clouds }),
      { mode: 0o600 },
    );
  }
}
