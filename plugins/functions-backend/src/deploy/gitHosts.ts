import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';

const publicHosts: Record<string, string> = {
  azure: 'dev.azure.com',
  bitbucketCloud: 'bitbucket.org',
  gerrit: '',
  gitea: '',
  github: 'github.com',
  gitlab: 'gitlab.com',
};

/** The git hosts that an administrator has configured. Those that Backstage knows by itself do not count. */
export class GitHosts {
  static fromConfig(config: Config): GitHosts {
    const configured = config.getOptionalConfig('integrations');
    const hosts = (configured?.keys() ?? []).flatMap(type =>
      (configured?.getOptionalConfigArray(type) ?? []).map(
        entry => entry.getOptionalString('host') ?? publicHosts[type] ?? '',
      ),
    );
    const named = new Set(hosts.filter(Boolean));
    const known = ScmIntegrations.fromConfig(config).list();
    return new GitHosts(
      new Map(
        [...named].map(host => {
          const own = known.find(one => hostOf(one) === host);
          return [host, schemeOf(own)];
        }),
      ),
    );
  }

  private constructor(private readonly schemes: Map<string, string>) {}

  list(): string[] {
    return [...this.schemes.keys()].sort();
  }

  /** What is wrong with a repository's address, in a sentence; nothing when builds may use it. */
  problemWith(address: string): string | undefined {
    // browsers read "\\" as "/" and leave line breaks out; git does not, and would go to another host than is judged here
    if (/[\s\\]/.test(address))
      return 'The address of the repository must not hold spaces or backslashes';
    let url: URL;
    try {
      url = new URL(address);
    } catch {
      return `"${address}" is no address of a git repository`;
    }
    const scheme = this.schemes.get(url.host);
    if (!scheme) {
      const known = this.list().join(', ');
      return `The git host "${
        url.host
      }" is not one that this portal may build from; ${
        known ? `use ${known}` : 'none is configured'
      }`;
    }
    if (url.protocol !== scheme)
      return `The repository must be reached with ${scheme}//`;
    if (url.username || url.password)
      return 'The address of the repository must not hold a user name or password';
    if (url.search || url.hash || url.pathname.split('/').length < 3)
      return 'The address must be that of a repository, such as https://host/team/repository.git';
    return undefined;
  }
}

function configOf(integration: object): object {
  return 'config' in integration ? Object(integration.config) : {};
}

function hostOf(integration: object): string | undefined {
  const config = configOf(integration);
  return 'host' in config ? String(config.host) : undefined;
}

/** Plain http only where the administrator wrote it so. */
function schemeOf(integration: object | undefined): string {
  const config = integration ? configOf(integration) : {};
  const base = 'baseUrl' in config ? String(config.baseUrl) : '';
  return base.startsWith('http://') ? 'http:' : 'https:';
}
