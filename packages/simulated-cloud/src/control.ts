import { Hono } from 'hono';
import type { CloudContext, CloudPart } from './context';
import { HttpListener } from './functions/HttpListener';
import { scenarioNames, scenarioSchema } from './Scenarios';

/** Where scenarios are switched while the cloud runs: `GET` and `PUT /scenarios`. */
export class Control implements CloudPart {
  private readonly listener: HttpListener;

  constructor(private readonly context: CloudContext, port: number) {
    const app = createControl(context);
    this.listener = new HttpListener(request => app.fetch(request), port);
  }

  async start(): Promise<void> {
    this.context.urls.control = await this.listener.start();
  }

  async stop(): Promise<void> {
    await this.listener.stop();
  }
}

function createControl({ scenarios, urls, log }: CloudContext): Hono {
  const app = new Hono();
  const state = () => ({ scenarios: scenarios.list(), names: scenarioNames });
  app.get('/', c => c.json({ urls, ...state() }));
  app.get('/scenarios', c => c.json(state()));
  app.put('/scenarios', async c => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const parsed = scenarioSchema.safeParse(body);
    if (!parsed.success)
      return c.json(
        {
          error: `Send {"name": …, "on": true|false, "target"?: …}; name is one of ${scenarioNames.join(
            ', ',
          )}`,
        },
        400,
      );
    scenarios.set(parsed.data);
    const { name, on, target } = parsed.data;
    log(`Scenario ${name}${target ? ` (${target})` : ''} ${on ? 'on' : 'off'}`);
    return c.json(state());
  });
  return app;
}
