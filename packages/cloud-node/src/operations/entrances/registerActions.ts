import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type {
  Operation,
  OperationPrecheck,
} from '@flytower/cloud-common/operations';
import type { DefinedOperation } from '../defineOperation';
import { inputJsonSchema } from './inputSchema';
import { operationPath } from './paths';
import { toZod3 } from './toZod3';

/** What the registry's actions need of the guarded service. */
export interface OperationStarter {
  precheck(
    kind: string,
    request: { input: JsonObject },
    asker: { credentials: BackstageCredentials },
  ): Promise<OperationPrecheck>;
  start(
    kind: string,
    request: { input: JsonObject; reason: string; idempotencyKey?: string },
    asker: { credentials: BackstageCredentials },
  ): Promise<Operation>;
  get(
    id: string,
    asker: { credentials: BackstageCredentials },
  ): Promise<Operation>;
}

const requestFields = {
  reason: { type: 'string', description: 'Why; kept, and shown to approvers' },
  idempotencyKey: {
    type: 'string',
    description: 'The same key is the same operation, however often it is sent',
  },
  dryRun: {
    type: 'boolean',
    description: 'Say only what stands against it; nothing is started',
  },
} satisfies JsonObject;

/**
 * Every operation as an action of Backstage's actions registry, and with it a tool of the MCP endpoint. What is done is
 * done as the person whose credentials the client has.
 */
export function registerActions(options: {
  pluginId: string;
  definitions: readonly DefinedOperation<never>[];
  operations: OperationStarter;
  registry: ActionsRegistryService;
}): void {
  const { pluginId, definitions, operations, registry } = options;
  for (const { spec } of definitions) {
    const schema = inputJsonSchema(spec.input);
    registry.register({
      name: spec.id,
      title: spec.title,
      description: `${spec.description} Answers at once with the operation; follow it with ${pluginId}:get-operation.`,
      attributes: {
        readOnly: spec.risk === 'read',
        destructive: spec.risk === 'disruptive' || spec.risk === 'destructive',
        idempotent: spec.idempotent,
      },
      examples: spec.examples.map(({ description, input }) => ({
        title: description,
        input: input as JsonObject,
      })),
      schema: {
        input: z =>
          toZod3(z, {
            ...schema,
            properties: {
              ...(schema.properties as JsonObject),
              ...requestFields,
            },
          }),
        output: z => z.object({}).passthrough(),
      },
      async action({ input, credentials }) {
        const { reason, idempotencyKey, dryRun, ...rest } = input;
        const asker = { credentials };
        if (dryRun) {
          return {
            output: {
              ...(await operations.precheck(spec.id, { input: rest }, asker)),
            },
          };
        }
        const operation = await operations.start(
          spec.id,
          {
            input: rest,
            reason: typeof reason === 'string' ? reason : '',
            idempotencyKey:
              typeof idempotencyKey === 'string' ? idempotencyKey : undefined,
          },
          asker,
        );
        return { output: told(pluginId, operation) };
      },
    });
  }
  registry.register({
    name: 'get-operation',
    title: 'Get operation',
    description: 'How an operation stands: its state, steps, and how it ended',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({ id: z.string().describe('Id of the operation') }).strict(),
      output: z => z.object({}).passthrough(),
    },
    async action({ input, credentials }) {
      const operation = await operations.get(input.id, { credentials });
      return { output: told(pluginId, operation) };
    },
  });
}

function told(pluginId: string, operation: Operation) {
  return { ...operation, path: operationPath(pluginId, operation.id) };
}
