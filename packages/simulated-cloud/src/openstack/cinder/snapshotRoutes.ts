import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { cinderFault } from '../faults';
import {
  isAdmin,
  projectOf,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import type { Snapshot } from '../types';
import { createViews } from './views';
import { listOf, overGigabytes } from './volumeRoutes';

const buildTime = 2_000;

const newSnapshot = z.object({
  snapshot: z.object({
    volume_id: z.string(),
    name: z.string().max(255).nullish(),
    description: z.string().max(255).nullish(),
    force: z.boolean().default(false),
  }),
});

export function addSnapshotRoutes(app: ServiceApp, state: CloudState) {
  const path = '/:region/v3/:project/snapshots';
  const mayUse = (c: ServiceContext, { projectId }: { projectId: string }) =>
    isAdmin(c.get('token')) || projectId === projectOf(c.get('token'));
  const find = (c: ServiceContext): Snapshot | Response => {
    const id = c.req.param('id') ?? '';
    const snapshot = c.get('region').snapshots.get(id);
    return snapshot && mayUse(c, snapshot)
      ? snapshot
      : cinderFault(c, 404, `Snapshot ${id} could not be found.`);
  };
  const list = (detail: boolean) => (c: ServiceContext) => {
    const views = createViews(state, c);
    const { volume_id: volume } = c.req.query();
    return listOf(
      state,
      c,
      'snapshots',
      c.get('region').snapshots,
      snapshot => ({
        ...views.snapshot(snapshot),
        ...(detail && views.snapshotDetail(snapshot)),
      }),
      snapshot => !volume || snapshot.volumeId === volume,
    );
  };
  app.get(path, list(false));
  app.get(`${path}/detail`, list(true));
  app.get(`${path}/:id`, c => {
    const snapshot = find(c);
    if (snapshot instanceof Response) return snapshot;
    const views = createViews(state, c);
    return c.json({
      snapshot: {
        ...views.snapshot(snapshot),
        ...views.snapshotDetail(snapshot),
      },
    });
  });
  app.post(path, async c => {
    const parsed = newSnapshot.safeParse(await c.req.json());
    if (!parsed.success)
      return cinderFault(c, 400, parsed.error.issues[0].message);
    const { volume_id: volumeId, force, ...wanted } = parsed.data.snapshot;
    const region = c.get('region');
    const volume = region.volumes.get(volumeId);
    if (!volume || !mayUse(c, volume))
      return cinderFault(c, 404, `Volume ${volumeId} could not be found.`);
    if (volume.status !== 'available' && !force) {
      return cinderFault(
        c,
        400,
        `Invalid volume: Volume ${volumeId} status must be available, but current status is: ${volume.status}.`,
      );
    }
    const over = overGigabytes(state, c, volume.projectId, volume.size);
    if (over) return over;
    const snapshot = region.snapshots.add({
      id: randomUUID(),
      name: wanted.name ?? null,
      description: wanted.description ?? null,
      projectId: volume.projectId,
      userId: c.get('token').user.id,
      volumeId,
      size: volume.size,
      status: 'creating',
      createdAt: state.ctx.clock.now(),
    });
    state.later(buildTime, () => {
      snapshot.status = 'available';
    });
    return c.json({ snapshot: createViews(state, c).snapshot(snapshot) }, 202);
  });
  app.delete(`${path}/:id`, c => {
    const snapshot = find(c);
    if (snapshot instanceof Response) return snapshot;
    c.get('region').snapshots.remove(snapshot.id);
    return c.body(null, 202);
  });
}
