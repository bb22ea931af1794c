import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { asPython, reasonOf, valueAt } from '../asPython';
import type { CloudState } from '../CloudState';
import { cinderFault, cinderOverLimit } from '../faults';
import {
  isAdmin,
  nextPage,
  pageAfter,
  projectOf,
  truthy,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import type { Volume } from '../types';
import { createViews } from './views';

const buildTime = 3_000;

const size = z.union([z.number().int().min(1), z.string().regex(/^[0-9]+$/)]);
const newVolume = z.object({
  volume: z.object({
    size,
    name: z.string().max(255).nullish(),
    description: z.string().max(255).nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
  }),
});
const changedVolume = z.object({
  volume: z.object({
    name: z.string().max(255).nullish(),
    description: z.string().max(255).nullish(),
    metadata: z.record(z.string(), z.string()).optional(),
  }),
});
const extendSchema = z.object({ 'os-extend': z.object({ new_size: size }) });

/** Lists, with all projects for administrators who ask for them. */
export function listOf<T extends { id: string; projectId: string }>(
  state: CloudState,
  c: ServiceContext,
  key: string,
  all: { values(): T[]; by(key: 'project', value: string): T[] },
  show: (item: T) => object,
  fits: (item: T) => boolean,
): Response {
  const query = c.req.query();
  const isAll = isAdmin(c.get('token')) && truthy(query.all_tenants);
  const project = isAll ? query.project_id : projectOf(c.get('token')) ?? '';
  const found = (
    project === undefined ? all.values() : all.by('project', project)
  )
    .filter(fits)
    .reverse();
  const limit = Math.min(Number(query.limit ?? 1000) || 1000, 1000);
  const page = pageAfter(found, query.marker, limit);
  if (!page) {
    return cinderFault(c, 404, `Volume ${query.marker} could not be found.`);
  }
  const last = page.items[page.items.length - 1];
  return c.json({
    [key]: page.items.map(show),
    ...(page.more && {
      [`${key}_links`]: [
        { rel: 'next', href: nextPage(c, state.urls.cinder, last.id) },
      ],
    }),
    ...(truthy(query.with_count) && { count: found.length }),
  });
}

/** Why a quota does not hold some more gigabytes. */
export function overGigabytes(
  state: CloudState,
  c: ServiceContext,
  projectId: string,
  more: number,
): Response | undefined {
  const used = c.get('region').usage(projectId).gigabytes;
  const quota = c.get('region').quota(projectId).gigabytes;
  const limit = state.ctx.scenarios.isOn('quota-exceeded') ? used : quota;
  return limit >= 0 && used + more > limit
    ? cinderOverLimit(
        c,
        `VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested ${more}G, quota is ${limit}G and ${used}G has been consumed.`,
      )
    : undefined;
}

export function addVolumeRoutes(app: ServiceApp, state: CloudState) {
  const path = '/:region/v3/:project/volumes';
  const { clock } = state.ctx;
  const find = (c: ServiceContext): Volume | Response => {
    const id = c.req.param('id') ?? '';
    const volume = c.get('region').volumes.get(id);
    const token = c.get('token');
    return volume && (isAdmin(token) || volume.projectId === projectOf(token))
      ? volume
      : cinderFault(c, 404, `Volume ${id} could not be found.`);
  };
  const list = (detail: boolean) => (c: ServiceContext) => {
    const views = createViews(state, c);
    const { name, status } = c.req.query();
    return listOf(
      state,
      c,
      'volumes',
      c.get('region').volumes,
      detail ? views.volume : views.briefVolume,
      volume =>
        (!name || volume.name === name) &&
        (!status || volume.status === status),
    );
  };
  app.get(path, list(false));
  app.get(`${path}/detail`, list(true));
  app.get(`${path}/:id`, c => {
    const volume = find(c);
    return volume instanceof Response
      ? volume
      : c.json({ volume: createViews(state, c).volume(volume) });
  });

  app.post(path, async c => {
    const body = await c.req.json();
    const parsed = newVolume.safeParse(body);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = String(issue.path[1] ?? 'volume');
      const value = valueAt(body, ['volume', field]);
      return cinderFault(
        c,
        400,
        `Invalid input for field/attribute ${field}. Value: ${
          typeof value === 'string' ? value : asPython(value)
        }. ${
          field === 'size'
            ? `${asPython(value)} does not match '^[0-9]+$'`
            : reasonOf(issue, value)
        }`,
      );
    }
    const wanted = parsed.data.volume;
    const region = c.get('region');
    const projectId = projectOf(c.get('token')) ?? '';
    const gigabytes = Number(wanted.size);
    const over = overGigabytes(state, c, projectId, gigabytes);
    if (over) return over;
    const quota = region.quota(projectId).volumes;
    const used = region.usage(projectId).volumes;
    if (quota >= 0 && used + 1 > quota) {
      return cinderOverLimit(
        c,
        `VolumeLimitExceeded: Maximum number of volumes allowed (${quota}) exceeded for quota 'volumes'.`,
      );
    }
    const now = clock.now();
    const volume = region.volumes.add({
      id: randomUUID(),
      name: wanted.name ?? null,
      description: wanted.description ?? null,
      projectId,
      userId: c.get('token').user.id,
      size: gigabytes,
      status: 'creating',
      metadata: wanted.metadata ?? {},
      createdAt: now,
      updatedAt: now,
    });
    state.later(buildTime, () => {
      if (volume.status !== 'creating') return;
      region.volumes.change(volume, {
        status: 'available',
        updatedAt: clock.now(),
      });
    });
    const { 'os-vol-tenant-attr:tenant_id': _, ...view } = createViews(
      state,
      c,
    ).volume(volume);
    return c.json({ volume: view }, 202);
  });

  app.put(`${path}/:id`, async c => {
    const volume = find(c);
    if (volume instanceof Response) return volume;
    const parsed = changedVolume.safeParse(await c.req.json());
    if (!parsed.success)
      return cinderFault(c, 400, parsed.error.issues[0].message);
    Object.assign(volume, parsed.data.volume, { updatedAt: clock.now() });
    return c.json({ volume: createViews(state, c).volume(volume) });
  });

  app.delete(`${path}/:id`, c => {
    const volume = find(c);
    if (volume instanceof Response) return volume;
    const region = c.get('region');
    const hasSnapshots = region.snapshots.by('volume', volume.id).length > 0;
    if (volume.serverId || hasSnapshots) {
      return cinderFault(
        c,
        400,
        'Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.',
      );
    }
    region.volumes.remove(volume.id);
    return c.body(null, 202);
  });

  app.post(`${path}/:id/action`, async c => {
    const volume = find(c);
    if (volume instanceof Response) return volume;
    const body: Record<string, unknown> = await c.req.json();
    const parsed = extendSchema.safeParse(body);
    if (!parsed.success) {
      const [name] = Object.keys(body);
      return cinderFault(c, 400, `There is no such action: ${name}`);
    }
    const wanted = Number(parsed.data['os-extend'].new_size);
    if (wanted <= volume.size) {
      return cinderFault(
        c,
        400,
        `Invalid input received: New size for extend must be greater than current size. (current: ${volume.size}, extended: ${wanted}).`,
      );
    }
    const more = wanted - volume.size;
    const over = overGigabytes(state, c, volume.projectId, more);
    if (over) return over;
    Object.assign(volume, { size: wanted, updatedAt: clock.now() });
    return c.body(null, 202);
  });
}
