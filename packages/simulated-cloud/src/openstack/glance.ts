import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { asPython } from './asPython';
import type { CloudState } from './CloudState';
import { glanceFault, glanceUnauthenticated } from './faults';
import {
  createServiceApp,
  isAdmin,
  pageAfter,
  projectOf,
  requireRegion,
  requireToken,
  type ServiceContext,
} from './serviceApp';
import { seconds } from './times';
import type { Image } from './types';

const newImage = z
  .object({
    name: z.string().nullish(),
    disk_format: z.string().nullish(),
    container_format: z.string().nullish(),
    visibility: z.string().optional(),
    min_disk: z.number().int().optional(),
    min_ram: z.number().int().optional(),
    protected: z.boolean().optional(),
    tags: z.array(z.string()).optional(),
    os_distro: z.string().optional(),
  })
  .catchall(z.unknown());

const patchSchema = z.array(
  z.object({
    op: z.enum(['add', 'replace', 'remove']),
    path: z.string(),
    value: z.unknown(),
  }),
);

/** Versions that are told of, newest first. */
const versions = ['v2.15', 'v2.9', 'v2.7', 'v2.2', 'v2.1', 'v2.0'];

/** Glance v2, a prefix for each region: public images, and images of projects. */
export function createGlance(state: CloudState) {
  const app = createServiceApp(state, 'glance', glanceFault);
  const base = '/:region/v2';
  app.notFound(c => glanceFault(c, 404, 'The resource could not be found.'));
  for (const path of ['/:region', '/:region/', '/:region/versions']) {
    app.get(path, c => {
      const href = `${state.urls.glance}/${c.req.param('region')}/v2/`;
      const all = versions.map((id, index) => ({
        id,
        status: index ? 'SUPPORTED' : 'CURRENT',
        links: [{ rel: 'self', href }],
      }));
      return c.json({ versions: all }, path.endsWith('s') ? 200 : 300);
    });
  }
  app.use(
    `${base}/*`,
    requireToken(state, 'image', glanceUnauthenticated),
    requireRegion(state),
  );

  const toImage = (image: Image) => {
    const isThere = image.status === 'active';
    const hash = (name: string) =>
      isThere ? createHash(name).update(image.id).digest('hex') : null;
    return {
      ...(image.osDistro && { os_distro: image.osDistro }),
      ...image.properties,
      name: image.name,
      disk_format: image.diskFormat,
      container_format: image.containerFormat,
      visibility: image.projectId ? 'private' : 'public',
      size: image.size ?? null,
      virtual_size: image.size ?? null,
      status: image.status,
      checksum: hash('md5'),
      protected: false,
      min_ram: image.minRam,
      min_disk: image.minDisk,
      owner: image.projectId ?? state.adminProjectId,
      os_hidden: false,
      os_hash_algo: isThere ? 'sha512' : null,
      os_hash_value: hash('sha512'),
      id: image.id,
      created_at: seconds(image.createdAt),
      updated_at: seconds(image.updatedAt),
      tags: [],
      self: `/v2/images/${image.id}`,
      file: `/v2/images/${image.id}/file`,
      schema: '/v2/schemas/image',
      ...(isThere && { stores: 'ceph' }),
    };
  };
  const canSee = (c: ServiceContext, { projectId }: Image) =>
    !projectId ||
    isAdmin(c.get('token')) ||
    projectId === projectOf(c.get('token'));
  const find = (c: ServiceContext): Image | Response => {
    const id = c.req.param('id') ?? '';
    const image = c.get('region').images.get(id);
    return image && canSee(c, image)
      ? image
      : glanceFault(c, 404, `No image found with ID ${id}`);
  };
  const findOwn = (c: ServiceContext, action: string) => {
    const image = find(c);
    return image instanceof Response ||
      image.projectId ||
      isAdmin(c.get('token'))
      ? image
      : glanceFault(
          c,
          403,
          `You are not authorized to complete ${action} action.`,
        );
  };

  app.get(`${base}/images`, c => {
    const { limit, marker, name, visibility, status, ...query } = c.req.query();
    const size = Math.min(Number(limit ?? 25) || 25, 1000);
    const wanted = name?.replace(/^in:/, '').replace(/^"|"$/g, '');
    const images = c
      .get('region')
      .images.values()
      .reverse()
      .filter(
        image =>
          canSee(c, image) &&
          (!wanted || image.name === wanted) &&
          (!status || image.status === status) &&
          (!visibility ||
            visibility === 'all' ||
            visibility === (image.projectId ? 'private' : 'public')),
      );
    const [key, direction] = (query.sort ?? '').split(':');
    if (key === 'name' || query.sort_key === 'name') {
      const isDown = (direction ?? query.sort_dir) === 'desc';
      images.sort((a, b) => (isDown ? -1 : 1) * a.name.localeCompare(b.name));
    }
    const page = pageAfter(images, marker, size);
    if (!page)
      return glanceFault(c, 400, `Invalid marker. Image could not be found.`);
    const last = page.items[page.items.length - 1];
    const rest = new URLSearchParams(new URL(c.req.url).search);
    rest.delete('marker');
    const first = rest.size ? `/v2/images?${rest}` : '/v2/images';
    rest.set('marker', last?.id ?? '');
    return c.json({
      images: page.items.map(toImage),
      first,
      schema: '/v2/schemas/images',
      ...(page.more && { next: `/v2/images?${rest}` }),
    });
  });
  app.get(`${base}/images/:id`, c => {
    const image = find(c);
    return image instanceof Response ? image : c.json(toImage(image));
  });
  app.post(`${base}/images`, async c => {
    const body = await c.req.json();
    const parsed = newImage.safeParse(body);
    if (!parsed.success) {
      const field = String(parsed.error.issues[0].path[0]);
      return glanceFault(
        c,
        400,
        `Provided object does not match schema 'image': ${asPython(
          body?.[field],
        )} is not of type 'null', 'string'`,
      );
    }
    const wanted = parsed.data;
    const isPublic = wanted.visibility === 'public';
    if (isPublic && !isAdmin(c.get('token'))) {
      return glanceFault(
        c,
        403,
        'You are not authorized to complete publicize_image action.',
      );
    }
    const now = state.ctx.clock.now();
    const image = c.get('region').images.add({
      id: randomUUID(),
      name: wanted.name ?? '',
      osDistro: wanted.os_distro,
      createdAt: now,
      updatedAt: now,
      projectId: isPublic ? undefined : projectOf(c.get('token')),
      diskFormat: wanted.disk_format ?? 'raw',
      containerFormat: wanted.container_format ?? 'bare',
      minDisk: wanted.min_disk ?? 0,
      minRam: wanted.min_ram ?? 0,
      status: 'queued',
      properties: {},
    });
    c.header('Location', `${state.urls.glance}${c.req.path}/${image.id}`);
    c.header('Openstack-Image-Import-Methods', 'glance-direct');
    return c.json(toImage(image), 201);
  });
  app.put(`${base}/images/:id/file`, async c => {
    const image = findOwn(c, 'upload_image');
    if (image instanceof Response) return image;
    const { byteLength: size } = await c.req.arrayBuffer();
    const updatedAt = state.ctx.clock.now();
    Object.assign(image, { size, status: 'active', updatedAt });
    return c.body(null, 204);
  });
  app.patch(`${base}/images/:id`, async c => {
    const image = findOwn(c, 'modify_image');
    if (image instanceof Response) return image;
    const parsed = patchSchema.safeParse(await c.req.json());
    if (!parsed.success)
      return glanceFault(c, 400, parsed.error.issues[0].message);
    for (const { path, value } of parsed.data) {
      const key = path.slice(1);
      if (key === 'visibility' && value === 'public') {
        if (!isAdmin(c.get('token'))) {
          return glanceFault(
            c,
            403,
            'You are not authorized to complete publicize_image action.',
          );
        }
        image.projectId = undefined;
      } else if (key === 'name') image.name = String(value);
      else if (value === undefined) delete image.properties[key];
      else image.properties[key] = String(value);
    }
    image.updatedAt = state.ctx.clock.now();
    return c.json(toImage(image));
  });
  app.delete(`${base}/images/:id`, c => {
    const image = findOwn(c, 'delete_image');
    if (image instanceof Response) return image;
    c.get('region').images.remove(image.id);
    return c.body(null, 204);
  });
  app.get(`${base}/schemas/:name`, c =>
    c.json({
      name: c.req.param('name'),
      properties: {},
      additionalProperties: { type: 'string' },
      links: [{ rel: 'self', href: '{self}' }],
    }),
  );
  return app;
}
