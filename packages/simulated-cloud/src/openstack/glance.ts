import { createHash } from 'node:crypto';
import type { CloudState } from './CloudState';
import { glanceFault } from './faults';
import {
  createServiceApp,
  pageAfter,
  requireRegion,
  requireToken,
} from './serviceApp';
import { seconds } from './times';
import type { Image } from './types';

const owner = (state: CloudState) =>
  [...state.identity.projects.values()].find(
    ({ domainId }) => domainId === 'default',
  )!.id;

/** Glance v2, a prefix for each region: public images, lists and details. */
export function createGlance(state: CloudState) {
  const app = createServiceApp(state, 'glance', glanceFault);
  const base = '/:region/v2';
  for (const path of ['/:region', '/:region/']) {
    app.get(path, c =>
      c.json(
        {
          versions: ['v2.15', 'v2.9', 'v2.0'].map((id, index) => ({
            id,
            status: index ? 'SUPPORTED' : 'CURRENT',
            links: [
              {
                rel: 'self',
                href: `${state.urls.glance}/${c.req.param('region')}/v2/`,
              },
            ],
          })),
        },
        300,
      ),
    );
  }
  app.use(`${base}/*`, requireToken(state), requireRegion(state));

  const toImage = ({ id, name, size, osDistro, createdAt }: Image) => ({
    os_distro: osDistro,
    name,
    disk_format: 'qcow2',
    container_format: 'bare',
    visibility: 'public',
    size,
    virtual_size: 10_737_418_240,
    status: 'active',
    checksum: createHash('md5').update(id).digest('hex'),
    protected: false,
    min_ram: 1024,
    min_disk: 10,
    owner: owner(state),
    os_hidden: false,
    id,
    created_at: seconds(createdAt),
    updated_at: seconds(createdAt),
    tags: [],
    self: `/v2/images/${id}`,
    file: `/v2/images/${id}/file`,
    schema: '/v2/schemas/image',
  });

  app.get(`${base}/images`, c => {
    const { limit, marker, name } = c.req.query();
    const size = Math.min(Number(limit ?? 25) || 25, 1000);
    const wanted = name?.replace(/^in:/, '').replace(/^"|"$/g, '');
    const images = c
      .get('region')
      .images.filter(image => !wanted || image.name === wanted);
    const page = pageAfter(images, marker, size);
    if (!page)
      return glanceFault(c, 400, `Invalid marker. Image could not be found.`);
    const last = page.items[page.items.length - 1];
    return c.json({
      images: page.items.map(toImage),
      first: '/v2/images',
      schema: '/v2/schemas/images',
      ...(page.more && { next: `/v2/images?limit=${size}&marker=${last.id}` }),
    });
  });
  app.get(`${base}/images/:id`, c => {
    const image = c
      .get('region')
      .images.find(({ id }) => id === c.req.param('id'));
    return image
      ? c.json(toImage(image))
      : glanceFault(c, 404, `No image found with ID ${c.req.param('id')}`);
  });
  return app;
}
