import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import {
  nextPage,
  pageAfter,
  type ServiceApp,
  type ServiceContext,
} from '../serviceApp';
import { viewsOf } from './requests';
import { pageSize } from './serverLists';

/** The sizes of servers. */
export function addFlavorRoutes(app: ServiceApp, state: CloudState) {
  const path = '/:region/v2.1/flavors';
  const list = (detail: boolean) => (c: ServiceContext) => {
    const size = pageSize(c);
    if (size instanceof Response) return size;
    const { minRam = 0, minDisk = 0, marker } = c.req.query();
    const flavors = c
      .get('region')
      .flavors.filter(
        ({ ram, disk }) => ram >= Number(minRam) && disk >= Number(minDisk),
      );
    const page = pageAfter(flavors, marker, size);
    if (!page) return novaFault(c, 400, `marker [${marker}] not found`);
    const views = viewsOf(state, c);
    const last = page.items[page.items.length - 1];
    return c.json({
      flavors: page.items.map(detail ? views.flavor : views.briefFlavor),
      ...(page.more && {
        flavors_links: [
          { rel: 'next', href: nextPage(c, state.urls.nova, last.id) },
        ],
      }),
    });
  };
  const find = (c: ServiceContext) => {
    const { id } = c.req.param();
    return (
      c.get('region').flavors.find(flavor => flavor.id === id) ??
      novaFault(c, 404, `Flavor ${id} could not be found.`)
    );
  };

  app.get(path, list(false));
  app.get(`${path}/detail`, list(true));
  app.get(`${path}/:id`, c => {
    const flavor = find(c);
    return flavor instanceof Response
      ? flavor
      : c.json({ flavor: viewsOf(state, c).flavor(flavor) });
  });
  app.get(`${path}/:id/os-extra_specs`, c => {
    const flavor = find(c);
    return flavor instanceof Response ? flavor : c.json({ extra_specs: {} });
  });
}
