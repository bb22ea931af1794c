import { ConflictError } from '@backstage/errors';
import type {
  CloudFunction,
  FunctionAnswer,
  FunctionChoices,
} from '@flytower/cloud-common/functions';
import type { ProjectDirectory } from '@flytower/cloud-node';
import type { EndpointPolicy } from '@flytower/cloud-node/upstream/http';
import type { Platforms } from '../collect/Platforms';
import type { GitHosts } from '../deploy/gitHosts';
import {
  invokeFunction,
  type InvocationRequest,
} from '../invoke/invokeFunction';
import { readLogs } from '../logs/readLogs';
import { toDetail, withProject, type FunctionRecord } from '../map/toFunction';
import type {
  FunctionQueryParsed,
  FunctionsService,
  ListOptions,
  LogQueryParsed,
} from './FunctionsService';
import { listFunctions } from './listFunctions';

export interface DefaultFunctionsServiceOptions {
  platforms: Platforms;
  projects: Pick<ProjectDirectory, 'get'>;
  gitHosts: GitHosts;
  endpoints: EndpointPolicy;
}

/** Functions out of the collectors' snapshots. */
export class DefaultFunctionsService implements FunctionsService {
  private readonly platforms: Platforms;

  constructor(private readonly options: DefaultFunctionsServiceOptions) {
    this.platforms = options.platforms;
  }

  async list(query: FunctionQueryParsed, { narrow }: ListOptions) {
    const functions = this.platforms
      .list()
      .map(record => this.withOwners(record));
    const visible = narrow ? await narrow(functions) : functions;
    return listFunctions(visible, query, this.platforms.freshness());
  }

  find(id: string): CloudFunction | undefined {
    const found = this.platforms.find(id);
    return found && this.withOwners(found.record);
  }

  async get(id: string): Promise<FunctionAnswer> {
    const { record, objects } = this.platforms.mustFind(id);
    return {
      ...this.withOwners(record),
      ...toDetail(objects),
      freshness: this.platforms
        .freshness()
        .filter(one => one.source === record.source),
    };
  }

  async choices(): Promise<FunctionChoices> {
    return {
      sources: this.platforms.collectors.map(({ platform: { config } }) => ({
        name: config.name,
        title: config.title,
      })),
      gitHosts: this.options.gitHosts.list(),
    };
  }

  async invoke(id: string, input: InvocationRequest) {
    const { collector, record } = this.platforms.mustFind(id);
    if (record.state === 'paused')
      throw new ConflictError(
        `The function "${record.name}" is paused; resume it to call it`,
      );
    return invokeFunction({
      title: record.name,
      url: record.url,
      invoke: record.invoke,
      gateway: collector.platform.config.gateway,
      endpoints: this.options.endpoints,
      input,
    });
  }

  async logs(id: string, query: LogQueryParsed) {
    const { collector, record } = this.platforms.mustFind(id);
    return readLogs({ client: collector.client, ...record, ...query });
  }

  private withOwners(record: FunctionRecord): CloudFunction {
    return withProject(record, this.options.projects.get(record.projectId));
  }
}
