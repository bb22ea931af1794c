import { ServiceUnavailableError } from '@backstage/errors';
import { blocks, type Problem } from '@flytower/cloud-node/precheck';
import type { OperationContext } from '@flytower/cloud-node/operations';
import type { FoundFunction, Platforms } from '../collect/Platforms';
import type { FunctionMaker, TargetProject } from '../deploy/FunctionMaker';
import type { GitHosts } from '../deploy/gitHosts';
import { isOurs } from '../deploy/isOurs';

/** What the operations of functions work with. */
export interface FunctionsDomain {
  platforms: Platforms;
  maker: FunctionMaker;
  gitHosts: GitHosts;
  /** A project as the portal sees it; refuses when there is none. */
  project(id: string): Promise<TargetProject>;
}

/** What stands against changing a function, whatever the change is. */
export function problemsOf(
  {
    domain: { platforms },
    operationId,
  }: Pick<OperationContext<FunctionsDomain>, 'domain' | 'operationId'>,
  { collector, objects, record }: FoundFunction,
): Problem[] {
  const { title } = collector.platform.config;
  const trouble = platforms.troubleOf(collector);
  // a person looks again; a run that is about to start waits
  if (trouble && operationId) throw new ServiceUnavailableError(trouble);
  if (trouble) return [blocks(trouble)];
  if (record.state === 'removing')
    return [blocks(`${record.name} is being deleted`)];
  if (!isOurs(objects))
    return [
      blocks(
        `${record.name} was not made by the portal; change it on ${title} where it came from`,
      ),
    ];
  return [];
}
