import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** One step of a template, as an example in the list of actions. */
export function exampleOf(
  description: string,
  step: { [key: string]: unknown },
): TemplateExample {
  return { description, example: stringify({ steps: [step] }) };
}
