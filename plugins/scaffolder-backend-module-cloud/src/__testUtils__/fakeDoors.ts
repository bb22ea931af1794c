import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';

/** What a door was asked, and by whom. */
export interface DoorCall {
  route: string;
  user: string;
  body: unknown;
}

type Answer = (body: unknown, call: number) => object | Promise<object>;

/** Answers by `METHOD plugin/path`, for example `POST clusters/clusters`; `*` is one part of a path. */
export type Doors = { [route: string]: Answer };

/**
 * The three doors as plugins of the test backend: what the actions say goes over the wire and through Backstage's own
 * authentication, as in the real house.
 */
export function fakeDoors(doors: Doors) {
  const calls: DoorCall[] = [];
  const features = ['projects', 'clusters', 'functions'].map(pluginId =>
    createBackendPlugin({
      pluginId,
      register(env) {
        env.registerInit({
          deps: {
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
          },
          async init({ httpAuth, httpRouter }) {
            const router = Router();
            router.use(express.json());
            router.use(async (req, res) => {
              const credentials = await httpAuth.credentials(req, {
                allow: ['user'],
              });
              const path = `${req.method} ${pluginId}${req.path}`;
              const route = Object.keys(doors).find(one => matches(one, path));
              if (!route) throw new NotFoundError(`No fake door at ${path}`);
              calls.push({
                route,
                user: credentials.principal.userEntityRef,
                body: req.body,
              });
              const nth = calls.filter(call => call.route === route).length;
              const answer = await doors[route](req.body, nth);
              if (answer instanceof Response) {
                res.status(answer.status).json(await answer.json());
              } else {
                res.json(answer);
              }
            });
            httpRouter.use(router);
          },
        });
      },
    }),
  );
  return { features, calls };
}

/** A refusal as Backstage's backends write it. */
export function refusal(status: number, name: string, message: string) {
  return Response.json(
    { error: { name, message }, response: { statusCode: status } },
    { status },
  );
}

function matches(route: string, path: string): boolean {
  const wanted = route.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part === '*' || part === given[i])
  );
}
