import type {
  Finding,
  Operation,
  OperationChoices,
  OperationDefinition,
  OperationPrecheck,
} from '@flytower/cloud-common/operations';
import { operationPlugins, type OperationPlugin } from '../api/refs';
import { errorResponse, type DoorCall, type fakeDoors } from './fakeDoors';
import { anOperation } from './operationSamples';
import { aPage } from './samples';

type Routes = Parameters<typeof fakeDoors>[0];
type Input = Record<string, unknown>;

/** What one domain's operations answer, kept in memory: what is started is in its list. @public */
export function fakeOperations(
  plugin: OperationPlugin,
  has: {
    definitions?: OperationDefinition[];
    operations?: Operation[];
    findings?: Finding[];
    choices?: (
      input: Input,
    ) => OperationChoices['fields'] | Promise<OperationChoices['fields']>;
    precheck?: (input: Input) => Partial<OperationPrecheck>;
    /** States that `approve` and `start` lead to, for tests that look at what follows. */
    started?: Partial<Operation>;
  } = {},
): Routes {
  const { definitions = [], findings = [] } = has;
  let operations = [...(has.operations ?? [])];
  const definitionOf = ({ path }: DoorCall) =>
    definitions.find(({ id }) => id === path.split('/')[4]);
  const inputOf = ({ body }: DoorCall) =>
    (body as { input?: Input }).input ?? {};
  const decide = (changes: Partial<Operation>) => (call: DoorCall) => {
    const id = call.path.split('/')[4];
    operations = operations.map(one =>
      one.id === id ? { ...one, ...changes, allowedActions: [] } : one,
    );
    return operations.find(one => one.id === id) ?? notFound();
  };
  const all = (query: URLSearchParams, name: string, value: string) =>
    !query.has(name) || query.getAll(name).includes(value);

  return {
    [`GET ${plugin}/operations/definitions`]: { items: definitions },
    [`GET ${plugin}/operations`]: ({ query }) =>
      aPage(
        operations.filter(
          one =>
            all(query, 'state', one.state) &&
            all(query, 'kind', one.kind) &&
            all(query, 'requester', one.requester) &&
            all(query, 'targetId', one.target.id),
        ),
      ),
    [`GET ${plugin}/operations/*`]: ({ path }) =>
      operations.find(({ id }) => id === path.split('/')[4]) ?? notFound(),
    [`POST ${plugin}/operations/*/choices`]: async call => ({
      fields: (await has.choices?.(inputOf(call))) ?? {},
    }),
    [`POST ${plugin}/operations/*/precheck`]: call => ({
      problems: [],
      needsApproval: false,
      risk: definitionOf(call)?.risk ?? 'change',
      ...has.precheck?.(inputOf(call)),
    }),
    [`POST ${plugin}/operations/*/start`]: call => {
      const { reason } = call.body as { reason: string };
      const definition = definitionOf(call);
      const operation = anOperation({
        id: `started-${operations.length + 1}`,
        plugin,
        kind: definition?.id,
        title: definition?.title,
        risk: definition?.risk,
        input: inputOf(call),
        reason,
        ...has.started,
      });
      operations = [operation, ...operations];
      return operation;
    },
    [`POST ${plugin}/operations/*/cancel`]: decide({ state: 'cancelled' }),
    [`POST ${plugin}/operations/*/approve`]: decide({ state: 'queued' }),
    [`POST ${plugin}/operations/*/reject`]: decide({ state: 'rejected' }),
    [`GET ${plugin}/findings`]: ({ query }) =>
      aPage(
        findings.filter(
          one =>
            all(query, 'state', one.state) &&
            all(query, 'severity', one.severity) &&
            all(query, 'owner', one.owner ?? ''),
        ),
      ),
  };
}

const notFound = () => errorResponse(404, 'There is no such operation');

/** Domains that a test says nothing of have neither operations nor findings. */
export function noOperations(given: Routes = {}): Routes {
  const none = Object.assign(
    {},
    ...operationPlugins.map(plugin => fakeOperations(plugin)),
  ) as Routes;
  return Object.fromEntries(
    Object.entries(none).filter(([route]) => !(route in given)),
  );
}
