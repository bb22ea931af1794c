import { z } from 'zod';

/** What can go wrong on demand. `target` narrows it: a region, a cluster name, a service type. */
export const scenarioNames = [
  'keystone-401',
  'keystone-down',
  'nova-down',
  'openstack-500',
  'truncated-page',
  'html-answer',
  'slow',
  'token-expiry',
  'quota-exceeded',
  'rancher-down',
  'rancher-401',
  'node-broken',
  'agent-lost',
  'snapshot-fails',
  'functions-down',
] as const;

export type ScenarioName = (typeof scenarioNames)[number];

export const scenarioSchema = z.object({
  name: z.enum(scenarioNames),
  on: z.boolean(),
  target: z.string().optional(),
});

export type Scenario = z.infer<typeof scenarioSchema>;

/** Switches that parts of the cloud ask on every request, so that they work while it runs. */
export class Scenarios {
  private readonly active = new Map<ScenarioName, string | undefined>();
  private readonly listeners = new Set<(scenario: Scenario) => void>();

  set(scenario: Scenario): void {
    if (scenario.on) this.active.set(scenario.name, scenario.target);
    else this.active.delete(scenario.name);
    for (const listener of this.listeners) listener(scenario);
  }

  /** True when it is on for everything, or for this target. */
  isOn(name: ScenarioName, target?: string): boolean {
    if (!this.active.has(name)) return false;
    const wanted = this.active.get(name);
    return wanted === undefined || wanted === target;
  }

  list(): Scenario[] {
    return [...this.active].map(([name, target]) => ({
      name,
      target,
      on: true,
    }));
  }

  onChange(listener: (scenario: Scenario) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
