import type { ActionContext } from '@backstage/plugin-scaffolder-node';

type StepContext = Pick<ActionContext<{}>, 'checkpoint' | 'task' | 'step'>;

/**
 * The same for every run of this step of this task, also after the portal was killed in its middle: the door answers a
 * repeated request with what the first one made. `what` tells the iterations of a step apart.
 */
export function idempotencyKey(ctx: StepContext, what: string): string {
  return ['scaffolder', ctx.task.id, ctx.step?.id ?? 'step', what].join(':');
}

/** When this step began to wait, kept over restarts so that a timeout means what it says. */
export async function waitingSince(
  ctx: StepContext,
  what: string,
): Promise<number> {
  return ctx.checkpoint({
    key: `waiting.${what}`,
    fn: () => Date.now(),
  });
}
