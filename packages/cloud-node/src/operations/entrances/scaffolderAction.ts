import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  isSettled,
  OperationsClient,
  type Operation,
} from '@flytower/cloud-common/operations';
import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import {
  ask,
  follow,
  idempotencyKey,
  waitingSince,
  warningsOrThrow,
  type Standing,
} from '../../scaffolder';
import type { DefinedOperation } from '../defineOperation';
import { Secrets } from '../secrets';
import { inputJsonSchema } from './inputSchema';
import { operationPath } from './paths';

export interface ScaffolderActionOptions {
  pluginId: string;
  auth: AuthService;
  discovery: DiscoveryService;
  everyMs: number;
}

const moreInput = {
  reason: {
    type: 'string',
    description: 'Why; shown to whoever approves, and kept',
  },
  precheckOnly: {
    type: 'boolean',
    default: false,
    description:
      'Only fail with what stands against it; for steps before those that make something',
  },
  wait: {
    type: 'boolean',
    default: true,
    description: 'Follow it to its end; the step fails when it fails',
  },
  timeoutMinutes: {
    type: 'integer',
    minimum: 1,
    maximum: 1440,
    description: 'For how long to follow it. It goes on without this task.',
  },
} satisfies JsonObject;

const output = {
  type: 'object',
  properties: {
    operationId: { type: 'string', description: 'Id in the journal' },
    state: { type: 'string', description: 'State when the step ended' },
    outcome: { type: 'string', description: 'How it ended, in a sentence' },
    url: { type: 'string', description: 'Its page in the portal' },
    upstream: {
      type: 'object',
      description: 'Ids of what it made, such as clusterId and entityRef',
    },
    links: { type: 'array', description: 'For the output of a template' },
  },
} satisfies JsonObject;

/** The operation as a step of a template: does what its REST route does, as the person who started the task. */
export function toScaffolderAction(
  { spec, scaffolderAction: id }: DefinedOperation<never>,
  options: ScaffolderActionOptions,
): TemplateAction {
  const input = inputJsonSchema(spec.input);
  return {
    id,
    description: spec.description,
    supportsDryRun: true,
    examples: spec.examples.map(example => ({
      description: example.description,
      example: stringify({
        steps: [
          { id: spec.id, name: spec.title, action: id, input: example.input },
        ],
      }),
    })),
    schema: {
      input: {
        ...input,
        properties: { ...(input.properties as JsonObject), ...moreInput },
      },
      output,
    },
    handler: ctx => new Step(spec, options, ctx).run(),
  };
}

/** One step of one task. */
class Step {
  private readonly door: OperationsClient;

  constructor(
    private readonly spec: DefinedOperation<never>['spec'],
    private readonly options: ScaffolderActionOptions,
    private readonly ctx: ActionContext<JsonObject, JsonObject>,
  ) {
    this.door = new OperationsClient(options.pluginId, {
      discovery: options.discovery,
      fetch: { fetch },
    });
  }

  async run(): Promise<void> {
    const { ctx, spec, door } = this;
    const {
      reason,
      precheckOnly,
      wait = true,
      timeoutMinutes,
      ...input
    } = ctx.input;
    const request = {
      input,
      reason: typeof reason === 'string' ? reason : this.ownReason(),
    };

    if (ctx.isDryRun || precheckOnly === true) {
      const precheck = await ask(
        door.precheckOperation(spec.id, request, await this.asInitiator()),
      );
      warningsOrThrow(spec.title, precheck).forEach(each =>
        ctx.logger.warn(each),
      );
      ctx.logger.info(`Nothing stands against it: ${spec.title}`);
      return;
    }

    const what = `${spec.id}.${this.fingerprint(input)}`;
    const { operationId } = await ctx.checkpoint({
      key: `operation.${what}`,
      fn: async () => {
        const started = await ask(
          door.startOperation(
            spec.id,
            { ...request, idempotencyKey: idempotencyKey(ctx, what) },
            await this.asInitiator(),
          ),
        );
        return { operationId: started.id };
      },
    });
    const minutes =
      typeof timeoutMinutes === 'number' ? timeoutMinutes : undefined;
    const operation = wait
      ? await this.follow(operationId, what, minutes)
      : await ask(door.getOperation(operationId, await this.asInitiator()));
    this.output(operation);
  }

  /** Tells apart what one step does for `each` of many; of secrets nothing is in it. */
  private fingerprint(input: JsonObject): string {
    const plain = new Secrets(this.spec.input).redact(input).input;
    const text = JSON.stringify(plain);
    return createHash('sha256').update(text).digest('hex').slice(0, 32);
  }

  private async follow(id: string, what: string, minutes?: number) {
    const { ctx, spec, options } = this;
    return follow<Operation>({
      logger: ctx.logger,
      signal: ctx.signal,
      everyMs: options.everyMs,
      timeoutMinutes: minutes ?? spec.deadlineMinutes + 5,
      since: await waitingSince(ctx, what),
      read: async () => this.door.getOperation(id, await this.asInitiator()),
      judge,
      goesOn: `The operation goes on without this task; see ${operationPath(
        options.pluginId,
        id,
      )}.`,
    });
  }

  private output(operation: Operation) {
    const { ctx, options } = this;
    const url = operationPath(options.pluginId, operation.id);
    ctx.output('operationId', operation.id);
    ctx.output('state', operation.state);
    ctx.output('outcome', operation.outcome ?? '');
    ctx.output('url', url);
    ctx.output('upstream', operation.upstream);
    ctx.output('links', [
      { title: operation.title, icon: 'dashboard', url },
      ...(operation.upstream.entityRef
        ? [{ title: 'In the catalog', entityRef: operation.upstream.entityRef }]
        : []),
    ]);
  }

  private async asInitiator() {
    const { auth, pluginId } = this.options;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await this.ctx.getInitiatorCredentials(),
      targetPluginId: pluginId,
    });
    return { token, signal: this.ctx.signal };
  }

  private ownReason(): string {
    const { templateInfo, task } = this.ctx;
    return `Template ${templateInfo?.entityRef ?? ''}, task ${task.id}`;
  }
}

/** How an operation stands, as a line of the task's log. */
function judge(operation: Operation): Standing {
  const { state, outcome, message, trouble, title } = operation;
  if (!isSettled(state)) {
    const say =
      state === 'waiting-approval'
        ? 'Waits until somebody else approves it'
        : trouble ?? message ?? title;
    return { say, outcome: 'going-on' };
  }
  return {
    say: outcome ?? `${title}: ${state}`,
    outcome: state === 'succeeded' ? 'succeeded' : 'failed',
  };
}
