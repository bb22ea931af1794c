import type { Config } from '@backstage/config';
import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  getGiteaRequestOptions,
  type GiteaIntegrationConfig,
  type ScmIntegrations,
} from '@backstage/integration';
import {
  createTemplateAction,
  initRepoAndPush,
  parseRepoUrl,
} from '@backstage/plugin-scaffolder-node';
import { array, object, string } from 'zod';
import { exampleOf } from './examples';

const branch = 'main';
const branchesSchema = array(object({ name: string() }));

/**
 * Makes a repository of the workspace, once per task: `publish:gitea` fails when it is repeated, and it is when the
 * portal is killed before it has heard that the repository is there.
 */
export function createFunctionPublishAction(
  integrations: ScmIntegrations,
  config: Config,
) {
  return createTemplateAction({
    id: 'cloud:function:publish',
    description:
      'Publishes the workspace as a new git repository on Gitea; may be repeated by the task that made it',
    examples: [
      exampleOf("Publish a function to its owner's organisation", {
        id: 'publish',
        name: 'Publish it to git',
        action: 'cloud:function:publish',
        input: { repoUrl: '${{ steps.precheck.output.repoUrl }}' },
      }),
    ],
    schema: {
      input: {
        repoUrl: z =>
          z.string().describe('Where to, such as host?owner=team&repo=name'),
        description: z => z.string().optional(),
        gitCommitMessage: z => z.string().optional(),
      },
      output: {
        remoteUrl: z => z.string().describe('Clone URL'),
        repoContentsUrl: z => z.string().describe('Its page'),
      },
    },
    async handler(ctx) {
      const { repoUrl, description, gitCommitMessage } = ctx.input;
      const { host, owner = '', repo } = parseRepoUrl(repoUrl, integrations);
      const gitea = integrations.gitea.byHost(host)?.config;
      if (!gitea?.username || !gitea.password)
        throw new InputError(
          `repoUrl: the portal has no account on ${host}; ask the platform team`,
        );
      const home = new Repository(gitea, owner, repo, ctx.signal);
      // asked before anything is made, and remembered by the task
      let isFirst = false;
      const { isTaken } = await ctx.checkpoint({
        key: `publish.${owner}.${repo}`,
        fn: async () => {
          isFirst = true;
          return { isTaken: (await home.branches()) !== undefined };
        },
      });
      if (isTaken) throw home.taken();

      // there by now, and not by an attempt before this one: somebody was faster, which creating it finds out
      const present = isFirst ? undefined : await home.branches();
      if (!present) await home.create(description ?? repo);
      if (present?.includes(branch))
        ctx.logger.info(`${owner}/${repo} was published already by this task`);
      else
        await initRepoAndPush({
          dir: ctx.workspacePath,
          remoteUrl: home.remoteUrl,
          auth: { username: gitea.username, password: gitea.password },
          defaultBranch: branch,
          logger: ctx.logger,
          commitMessage: gitCommitMessage ?? 'Initial commit',
          gitAuthorInfo: {
            name: config.getOptionalString('scaffolder.defaultAuthor.name'),
            email: config.getOptionalString('scaffolder.defaultAuthor.email'),
          },
        });
      ctx.output('remoteUrl', home.remoteUrl);
      ctx.output('repoContentsUrl', home.contentsUrl);
    },
  });
}

/** One repository on a Gitea, whether or not it is there. */
class Repository {
  private readonly baseUrl: string;

  constructor(
    private readonly config: GiteaIntegrationConfig,
    private readonly owner: string,
    private readonly name: string,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.baseUrl = config.baseUrl ?? `https://${config.host}`;
  }

  get remoteUrl(): string {
    return `${this.baseUrl}/${this.owner}/${this.name}.git`;
  }

  get contentsUrl(): string {
    return `${this.baseUrl}/${this.owner}/${this.name}/src/branch/${branch}/`;
  }

  /** Undefined: there is no such repository. */
  async branches(): Promise<string[] | undefined> {
    const response = await this.ask(
      `repos/${encodeURIComponent(this.owner)}/${encodeURIComponent(
        this.name,
      )}/branches`,
    );
    if (response.status === 404) return undefined;
    if (!response.ok) throw await this.refusal(response);
    return branchesSchema.parse(await response.json()).map(({ name }) => name);
  }

  async create(description: string): Promise<void> {
    const response = await this.ask(
      `orgs/${encodeURIComponent(this.owner)}/repos`,
      { name: this.name, description },
    );
    if (response.status === 409) throw this.taken();
    if (!response.ok) throw await this.refusal(response);
  }

  taken(): Error {
    return new ConflictError(
      `There is a repository ${this.owner}/${this.name} already, and its content stays; choose another name`,
    );
  }

  private async ask(path: string, body?: object): Promise<Response> {
    const { headers } = getGiteaRequestOptions(this.config);
    try {
      return await fetch(`${this.baseUrl}/api/v1/${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { ...headers, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
        signal: this.signal,
      });
    } catch (error) {
      this.signal?.throwIfAborted();
      throw new ServiceUnavailableError(
        `The git host ${this.config.host} cannot be reached`,
        error,
      );
    }
  }

  private async refusal({ status }: Response): Promise<Error> {
    const { host } = this.config;
    if (status === 404)
      return new InputError(
        `There is no organisation "${this.owner}" on ${host}; ask the platform team to make it`,
      );
    return new ServiceUnavailableError(
      `The git host ${host} answered ${status} when it was asked for ${this.owner}/${this.name}`,
    );
  }
}
