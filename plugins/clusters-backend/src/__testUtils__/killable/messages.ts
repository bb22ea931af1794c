import type { JsonObject } from '@backstage/types';
import type { CloudBackend } from '@flytower/simulated-cloud/testUtils';

/** What a process is told that is going to be killed. */
export type Order =
  | {
      order: 'start';
      config: JsonObject;
      company: CloudBackend['cloud']['context']['company'];
    }
  /** Die at the n-th boundary from now, and write its name to the file first. */
  | { order: 'die'; at: number; file: string };

/** What it says. */
export type Report =
  | { report: 'warm' }
  | { report: 'ready'; port: number }
  | { report: 'armed' };
