import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { novaFault } from '../faults';
import type { ServiceApp, ServiceContext } from '../serviceApp';
import type { Keypair } from '../types';
import { versionOf } from './requests';

const newKeypair = z.object({
  keypair: z.object({
    name: z.string().min(1).max(255),
    public_key: z.string().min(1),
  }),
});

/** MD5 in pairs of digits, as Nova tells fingerprints. */
const fingerprintOf = (publicKey: string): string =>
  createHash('md5')
    .update(Buffer.from(publicKey.split(' ')[1] ?? publicKey, 'base64'))
    .digest('hex')
    .match(/../g)!
    .join(':');

/** Public keys of people. Nova makes none itself any more (2.92), nor does this. */
export function addKeypairRoutes(app: ServiceApp) {
  const path = '/:region/v2.1/os-keypairs';
  const mine = (c: ServiceContext) =>
    c.get('region').keypairs.by('user', c.get('token').user.id);
  const find = (c: ServiceContext) => {
    const name = c.req.param('name') ?? '';
    return (
      mine(c).find(one => one.name === name) ??
      novaFault(
        c,
        404,
        `Keypair ${name} not found for user ${c.get('token').user.id}`,
      )
    );
  };
  const toKeypair = (c: ServiceContext, one: Keypair) => ({
    name: one.name,
    public_key: one.publicKey,
    fingerprint: one.fingerprint,
    ...(versionOf(c) >= 2 && { type: 'ssh' }),
  });

  app.get(path, c =>
    c.json({
      keypairs: mine(c).map(one => ({ keypair: toKeypair(c, one) })),
    }),
  );
  app.get(`${path}/:name`, c => {
    const found = find(c);
    return found instanceof Response
      ? found
      : c.json({ keypair: { ...toKeypair(c, found), user_id: found.userId } });
  });
  app.post(path, async c => {
    const parsed = newKeypair.safeParse(await c.req.json());
    if (!parsed.success) {
      return novaFault(
        c,
        400,
        "Invalid input for field/attribute keypair. 'name' and 'public_key' are required properties",
      );
    }
    const { name, public_key: publicKey } = parsed.data.keypair;
    if (mine(c).some(one => one.name === name))
      return novaFault(c, 409, `Key pair '${name}' already exists.`);
    const userId = c.get('token').user.id;
    const keypair = c.get('region').keypairs.add({
      id: randomUUID(),
      name,
      userId,
      publicKey,
      fingerprint: fingerprintOf(publicKey),
    });
    return c.json(
      { keypair: { ...toKeypair(c, keypair), user_id: userId } },
      201,
    );
  });
  app.delete(`${path}/:name`, c => {
    const found = find(c);
    if (found instanceof Response) return found;
    c.get('region').keypairs.remove(found.id);
    return c.body(null, versionOf(c) >= 2 ? 204 : 202);
  });
}
