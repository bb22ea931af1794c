import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { Freshness, Precheck } from '@flytower/cloud-common';
import type {
  CloudFunction,
  FunctionAnswer,
  FunctionChoices,
} from '@flytower/cloud-common/functions';
import type { ProjectDirectory } from '@flytower/cloud-node';
import type { EndpointPolicy } from '@flytower/cloud-node/upstream/http';
import type { PlatformCollector } from '../collect/PlatformCollector';
import {
  FunctionMaker,
  type FunctionRequest,
  type TargetProject,
} from '../deploy/FunctionMaker';
import type { GitHosts } from '../deploy/gitHosts';
import {
  invokeFunction,
  type InvocationRequest,
} from '../invoke/invokeFunction';
import { readLogs } from '../logs/readLogs';
import {
  parseFunctionId,
  toDetail,
  withProject,
  type FunctionRecord,
} from '../map/toFunction';
import type {
  AskedBy,
  ChangeOptions,
  FunctionQueryParsed,
  FunctionsService,
  ListOptions,
  LogQueryParsed,
} from './FunctionsService';
import { listFunctions } from './listFunctions';

export interface DefaultFunctionsServiceOptions {
  collectors: readonly PlatformCollector[];
  projects: Pick<ProjectDirectory, 'get'>;
  /** The project as the person who asks sees it; refuses when they do not. */
  projectAs(id: string, asker: AskedBy): Promise<TargetProject>;
  gitHosts: GitHosts;
  endpoints: EndpointPolicy;
  freshness(): Freshness[];
}

/** Functions out of the collectors' snapshots; what is written goes to the platform at once. */
export class DefaultFunctionsService implements FunctionsService {
  private readonly maker: FunctionMaker;

  constructor(private readonly options: DefaultFunctionsServiceOptions) {
    this.maker = new FunctionMaker(options);
  }

  async list(query: FunctionQueryParsed, { narrow }: ListOptions) {
    const functions = this.options.collectors
      .flatMap(collector => collector.list())
      .map(record => this.withOwners(record));
    const visible = narrow ? await narrow(functions) : functions;
    return listFunctions(visible, query, this.options.freshness());
  }

  find(id: string): CloudFunction | undefined {
    const found = this.look(id);
    return found && this.withOwners(found.record);
  }

  async get(id: string): Promise<FunctionAnswer> {
    const { collector, record } = this.mustFind(id);
    const objects = collector.objects(record);
    return {
      ...this.withOwners(record),
      ...(objects
        ? toDetail(objects)
        : { conditions: [], revisions: [], builds: [] }),
      freshness: this.options
        .freshness()
        .filter(one => one.source === record.source),
    };
  }

  async choices(): Promise<FunctionChoices> {
    return {
      sources: this.options.collectors.map(({ platform: { config } }) => ({
        name: config.name,
        title: config.title,
      })),
      gitHosts: this.options.gitHosts.list(),
    };
  }

  async existing(input: FunctionRequest, asker: AskedBy) {
    const project = await this.options.projectAs(input.projectId, asker);
    const record = this.maker.existing(input, project);
    return record && this.withOwners(record);
  }

  async precheck(input: FunctionRequest, asker: AskedBy): Promise<Precheck> {
    const project = await this.options.projectAs(input.projectId, asker);
    return { problems: this.maker.precheck(input, project) };
  }

  async deploy(input: FunctionRequest, asker: ChangeOptions) {
    const project = await this.options.projectAs(input.projectId, asker);
    const record = await this.maker.start(
      input,
      project,
      asker.requester ?? 'the portal',
    );
    return this.withOwners({ ...record, projectId: project.id });
  }

  async invoke(id: string, input: InvocationRequest) {
    const { collector, record } = this.mustFind(id);
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
    const { collector, record } = this.mustFind(id);
    return readLogs({ client: collector.client, ...record, ...query });
  }

  private withOwners(record: FunctionRecord): CloudFunction {
    return withProject(record, this.options.projects.get(record.projectId));
  }

  private look(id: string) {
    const where = parseFunctionId(id);
    const collector = this.options.collectors.find(
      one => one.name === where?.platform,
    );
    const record = where && collector?.find(where);
    return collector && record && { collector, record };
  }

  private mustFind(id: string) {
    const found = this.look(id);
    if (found) return found;
    const platform = parseFunctionId(id)?.platform;
    const collector = this.options.collectors.find(
      one => one.name === platform,
    );
    if (collector && !collector.isSynced)
      throw new ServiceUnavailableError(
        `${collector.platform.config.title} has not been read yet, so it is not known whether there is a function "${id}"`,
      );
    throw new NotFoundError(`There is no function "${id}" that you may see`);
  }
}
