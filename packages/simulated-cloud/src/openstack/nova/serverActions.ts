import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CloudState } from '../CloudState';
import { novaFault } from '../faults';
import { isAdmin, type ServiceApp, type ServiceContext } from '../serviceApp';
import type { Server } from '../types';
import { overQuota } from './newServer';
import { deny, findServer, note, settle } from './requests';

/** How long things take, about as a compute node would need. */
const durations = { power: 2_000, reboot: 4_000, resize: 8_000 };

interface Action {
  /** As Nova names it when it refuses, and in the server's history. */
  verb: string;
  /** States in which it can be done. */
  from: Server['vm'][];
  run(
    state: CloudState,
    c: ServiceContext,
    server: Server,
    input: unknown,
  ): Response | undefined;
}

const power = (
  verb: string,
  from: Server['vm'][],
  task: string,
  vm: Server['vm'],
  ms = durations.power,
): Action => ({
  verb,
  from,
  run(state, _c, server) {
    settle(state, server, task, ms, { vm });
    return undefined;
  },
});

const lockSchema = z.object({ locked_reason: z.string() }).nullish();
const resizeSchema = z.object({ flavorRef: z.coerce.string() });
const rebootSchema = z.object({ type: z.string() });
const imageSchema = z.object({
  name: z.string(),
  metadata: z.record(z.string(), z.string()).default({}),
});

const actions: Record<string, Action> = {
  'os-start': power('start', ['stopped'], 'powering-on', 'active'),
  'os-stop': power('stop', ['active', 'error'], 'powering-off', 'stopped'),
  reboot: {
    verb: 'reboot',
    from: ['active', 'stopped', 'error'],
    run(state, _c, server, input) {
      const isHard =
        rebootSchema.safeParse(input).data?.type.toUpperCase() === 'HARD';
      const task = isHard ? 'rebooting_hard' : 'rebooting';
      settle(state, server, task, durations.reboot, { vm: 'active' });
      return undefined;
    },
  },
  resize: {
    verb: 'resize',
    from: ['active', 'stopped'],
    run(state, c, server, input) {
      const region = c.get('region');
      const wanted = resizeSchema.safeParse(input).data?.flavorRef;
      const flavor = region.flavors.find(({ id }) => id === wanted);
      if (!flavor)
        return novaFault(c, 400, `Flavor ${wanted} could not be found.`);
      if (flavor.id === server.flavor.id) {
        return novaFault(
          c,
          400,
          'When resizing, instances must change flavor!',
        );
      }
      const over = overQuota(
        region,
        server.projectId,
        { instances: 1, flavor, instead: server.flavor },
        state.ctx.scenarios.isOn('quota-exceeded'),
      );
      if (over) return novaFault(c, 403, over);
      settle(state, server, 'resize_migrating', durations.resize, {
        vm: 'resized',
        oldFlavor: server.flavor,
        flavor,
      });
      return undefined;
    },
  },
  confirmResize: {
    verb: 'confirmResize',
    from: ['resized'],
    run(_state, c, server) {
      Object.assign(server, { vm: 'active', oldFlavor: undefined });
      return c.body(null, 204);
    },
  },
  revertResize: {
    verb: 'revertResize',
    from: ['resized'],
    run(state, _c, server) {
      settle(state, server, 'resize_reverting', durations.resize, {
        vm: 'active',
        flavor: server.oldFlavor ?? server.flavor,
        oldFlavor: undefined,
      });
      return undefined;
    },
  },
  lock: {
    verb: 'lock',
    from: ['active', 'stopped', 'error', 'building', 'resized'],
    run(_state, _c, server, input) {
      server.lockedReason =
        lockSchema.safeParse(input).data?.locked_reason ?? null;
      return undefined;
    },
  },
  unlock: {
    verb: 'unlock',
    from: ['active', 'stopped', 'error', 'building', 'resized'],
    run(_state, _c, server) {
      server.lockedReason = undefined;
      return undefined;
    },
  },
  createImage: {
    verb: 'createImage',
    from: ['active', 'stopped'],
    run(state, c, server, input) {
      const wanted = imageSchema.safeParse(input).data;
      if (!wanted) return novaFault(c, 400, "'name' is a required property");
      const now = state.ctx.clock.now();
      const base = c.get('region').images.get(server.imageId);
      const { id } = c.get('region').images.add({
        id: randomUUID(),
        name: wanted.name,
        osDistro: base?.osDistro,
        size: base?.size,
        createdAt: now,
        updatedAt: now,
        projectId: server.projectId,
        diskFormat: 'qcow2',
        containerFormat: 'bare',
        minDisk: server.flavor.disk,
        minRam: base?.minRam ?? 0,
        status: 'active',
        properties: {
          ...wanted.metadata,
          base_image_ref: server.imageId,
          image_type: 'snapshot',
          instance_uuid: server.id,
          user_id: c.get('token').user.id,
        },
      });
      return c.json({ image_id: id }, 202);
    },
  },
  'os-getConsoleOutput': {
    verb: 'get_console_output',
    from: ['active', 'resized'],
    run: (_state, c, server) =>
      c.json({
        output: `[    0.000000] Linux version 6.8.0-31-generic\n${server.name} login: `,
      }),
  },
};

/** Only administrators may; here nobody needs to. */
const administrative = [
  'evacuate',
  'migrate',
  'os-migrateLive',
  'os-resetState',
  'injectNetworkInfo',
];

/** What can be done with a server, in the states in which it can be done. */
export function addServerActions(app: ServiceApp, state: CloudState) {
  app.post('/:region/v2.1/servers/:id/action', async c => {
    const server = findServer(c);
    if (server instanceof Response) return server;
    const body: Record<string, unknown> = await c.req.json();
    const [name = ''] = Object.keys(body);
    if (administrative.includes(name) && !isAdmin(c.get('token'))) {
      return deny(
        c,
        name.startsWith('os-') || name === 'evacuate'
          ? `os-${name.replace(/^os-/, '')}`
          : `os-migrate-server:${name}`,
      );
    }
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) return novaFault(c, 400, `There is no such action: ${name}`);
    const { verb, from } = action;
    const isLocked =
      server.lockedReason !== undefined &&
      !isAdmin(c.get('token')) &&
      !['unlock', 'os-getConsoleOutput'].includes(name);
    const refuse = (why: string) =>
      novaFault(c, 409, `Cannot '${verb}' instance ${server.id} while ${why}`);
    if (isLocked) return novaFault(c, 409, `Instance ${server.id} is locked`);
    if (!from.includes(server.vm))
      return refuse(`it is in vm_state ${server.vm}`);
    const needsPeace = !['lock', 'unlock', 'os-getConsoleOutput'].includes(
      name,
    );
    if (needsPeace && server.task)
      return refuse(`it is in task_state ${server.task}`);
    const answer = action.run(state, c, server, body[name]);
    if (!answer || answer.ok) {
      if (name !== 'os-getConsoleOutput') note(state, c, server, verb);
    }
    return answer ?? c.body(null, 202);
  });
}
