import { z } from 'zod';
import { conditionSchema } from '../shared/conditions';
import { dnsLabelSchema } from '../shared/names';
import { manyOf, pageOf, pageQuerySchema } from '../shared/page';

/**
 * How a function is doing. `sleeping` is ready and scaled to zero; `paused` has had its public address taken away by the
 * portal; `pending` has not been picked up yet.
 *
 * @public
 */
export const functionStates = [
  'failed',
  'building',
  'deploying',
  'pending',
  'ready',
  'sleeping',
  'paused',
  'removing',
  'unknown',
] as const;

/** One state of a function's code and settings, as Knative keeps it. @public */
export const revisionSchema = z.object({
  name: z.string(),
  generation: z.number().int().optional(),
  state: z.enum(['ready', 'deploying', 'failed', 'unknown']),
  message: z.string().optional(),
  image: z.string().optional(),
  /** Share of traffic in percent. */
  percent: z.number(),
  tags: z.array(z.string()),
  replicas: z.number().int().optional(),
  createdAt: z.string().optional(),
});

/** @public */
export type FunctionRevision = z.infer<typeof revisionSchema>;

/** A Knative service that was made as a function. @public */
export const functionSchema = z.object({
  /** `<platform>.<namespace>.<name>`. */
  id: z.string(),
  name: z.string(),
  namespace: z.string(),
  /** Name of the function platform in the portal's configuration. */
  source: z.string(),
  entityRef: z.string(),
  /** Entity ref of the cluster that the platform runs on, when it is known. */
  platformRef: z.string().optional(),
  projectId: z.string().optional(),
  projectName: z.string().optional(),
  projectRef: z.string().optional(),
  owner: z.string().optional(),
  owners: z.array(z.string()),
  readers: z.array(z.string()),
  environment: z.string().optional(),
  runtime: z.string().optional(),
  invoke: z.enum(['http', 'cloudevent']),
  state: z.enum(functionStates),
  message: z.string().optional(),
  url: z.string().optional(),
  latestRevision: z.string().optional(),
  readyRevision: z.string().optional(),
  git: z
    .object({
      url: z.string(),
      revision: z.string().optional(),
      contextDir: z.string().optional(),
    })
    .optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  /** `invoke`, `read-logs`, and ids of operations. */
  allowedOperations: z.array(z.string()),
});

/** @public */
export type CloudFunction = z.infer<typeof functionSchema>;
/** @public */
export type FunctionState = CloudFunction['state'];

/** Answer of `GET /functions`. @public */
export const functionListSchema = pageOf(functionSchema);

/** One attempt to make an image of a function's source. @public */
export const buildSchema = z.object({
  name: z.string(),
  state: z.enum(['running', 'succeeded', 'failed', 'unknown']),
  message: z.string().optional(),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
});

/** @public */
export type FunctionBuild = z.infer<typeof buildSchema>;

/** A function with all that its page shows. @public */
export const functionDetailsSchema = functionSchema.extend({
  conditions: z.array(conditionSchema),
  revisions: z.array(revisionSchema),
  /** Newest first. */
  builds: z.array(buildSchema),
});

/** @public */
export type FunctionDetails = z.infer<typeof functionDetailsSchema>;

/** Filters of `GET /functions`; facets for owner, state, runtime, environment and source. @public */
export const functionQuerySchema = pageQuerySchema.extend({
  sort: z.enum(['name', 'owner', 'state', 'updatedAt']).default('name'),
  owner: manyOf,
  state: manyOf,
  runtime: manyOf,
  environment: manyOf,
  source: manyOf,
  projectId: manyOf,
  reader: manyOf,
});

/** @public */
export type FunctionQuery = z.input<typeof functionQuerySchema>;

const gitRevisionSchema = z
  .string()
  .min(1)
  .max(200)
  .describe('Branch, tag or commit');

/** Names that Knative sets itself cannot be given. @public */
export const functionEnvSchema = z
  .record(
    z
      .string()
      .max(200)
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a name of letters and digits')
      .refine(
        name => name !== 'PORT' && !name.startsWith('K_'),
        'PORT and names that begin with K_ are set by Knative',
      ),
    z.string().max(10_000),
  )
  .refine(
    env => Object.keys(env).length <= 100,
    'must have at most 100 variables',
  )
  .meta({ secret: true, title: 'Environment variables' });

/**
 * A function to build from git and deploy. Only repositories of git hosts that the portal's administrator has
 * configured are accepted.
 *
 * @public
 */
export const newFunctionSchema = z.strictObject({
  projectId: z
    .string()
    .min(1)
    .describe('Id of the project that will own the function'),
  name: dnsLabelSchema
    .max(40, 'must have at most 40 characters')
    .describe('Name, a DNS label, part of its address'),
  source: z
    .string()
    .optional()
    .describe('Which function platform; needed only when there are several'),
  git: z
    .strictObject({
      url: z
        .url()
        // refused before anything is written down
        .refine(
          url => !/\/\/[^/]*@/.test(url),
          'must not hold a user name or password',
        )
        .describe("Clone URL, on one of the portal's git hosts"),
      revision: gitRevisionSchema.default('main'),
      contextDir: z
        .string()
        .max(200)
        .refine(
          dir => !dir.split('/').includes('..') && !dir.startsWith('/'),
          'must stay inside the repository',
        )
        .default('')
        .describe('Folder of func.yaml in the repository'),
    })
    .describe('Where its source is'),
  runtime: z
    .enum(['node'])
    .default('node')
    .describe('Language it is written in'),
  invoke: z
    .enum(['http', 'cloudevent'])
    .default('http')
    .describe('Whether it takes HTTP requests or CloudEvents'),
  environment: z.string().optional().describe('For example production'),
  env: functionEnvSchema
    .optional()
    .describe('Environment variables; kept in a Secret, shown to nobody'),
});

/** A function that is there already, to be built and deployed anew. @public */
export const redeploymentSchema = z.strictObject({
  functionId: z.string().min(1).describe('Id of the function'),
  revision: gitRevisionSchema
    .optional()
    .describe('Branch, tag or commit to build; as the last time if not given'),
  env: functionEnvSchema
    .optional()
    .describe(
      'Environment variables instead of all present ones; these stay if not given',
    ),
});

/** @public */
export type NewFunction = z.input<typeof newFunctionSchema>;

/** A call of a function: an HTTP request, or a CloudEvent when it takes events. @public */
export const invocationSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']).default('POST'),
  path: z
    .string()
    .max(2000)
    .startsWith('/', 'must start with "/"')
    .default('/'),
  contentType: z
    .string()
    .max(200)
    .regex(/^[\x20-\x7e]*$/, 'must hold only printable characters of ASCII')
    .default('application/json'),
  /** At most 1 MiB of text. */
  body: z.string().max(1_048_576).optional(),
  event: z
    .strictObject({
      type: z.string().min(1).max(300),
      source: z.string().min(1).max(300),
      subject: z.string().max(300).optional(),
    })
    .optional(),
});

/** @public */
export type Invocation = z.input<typeof invocationSchema>;

/** What the function answered. `truncated` when its answer was longer than 1 MiB. @public */
export const invocationResultSchema = z.object({
  status: z.number().int(),
  contentType: z.string().optional(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  truncated: z.boolean(),
  durationMs: z.number(),
});

/** @public */
export type InvocationResult = z.infer<typeof invocationResultSchema>;

/** A line that an instance of a function wrote. @public */
export const logLineSchema = z.object({
  time: z.string().optional(),
  revision: z.string().optional(),
  pod: z.string(),
  text: z.string(),
});

/** @public */
export type LogLine = z.infer<typeof logLineSchema>;

/** Newest last. `next` is to be given as `since` to read on. @public */
export const functionLogsSchema = z.object({
  lines: z.array(logLineSchema),
  next: z.string().optional(),
  /** Why there are no lines, when that is known: sleeping, never started. */
  message: z.string().optional(),
});

/** @public */
export type FunctionLogs = z.infer<typeof functionLogsSchema>;

/** @public */
export const logQuerySchema = z.object({
  since: z.string().optional(),
  tail: z.coerce.number<number>().int().min(1).max(5000).default(500),
});

/** @public */
export type LogQuery = z.input<typeof logQuerySchema>;

/** What a new function may choose from. @public */
export const functionChoicesSchema = z.object({
  sources: z.array(z.object({ name: z.string(), title: z.string() })),
  gitHosts: z.array(z.string()),
});

/** @public */
export type FunctionChoices = z.infer<typeof functionChoicesSchema>;

/** True once nothing is going on any more, so that nobody needs to poll. @public */
export function isFunctionSettled(fn: Pick<CloudFunction, 'state'>): boolean {
  return !['building', 'deploying', 'pending', 'removing'].includes(fn.state);
}
