import { askOpenStack, ines } from '../__testUtils__/askOpenStack';

async function withVolume() {
  const cloud = askOpenStack();
  const me = await cloud.as(ines);
  const base = `/north/v3/${me.projectId}`;
  const create = (volume: object) =>
    me.post('cinder', `${base}/volumes`, { volume });
  const { body } = await create({ name: 'data', size: 5 });
  const path = `${base}/volumes/${body.volume.id}`;
  const show = async () => (await me.get('cinder', path)).body.volume;
  return { ...cloud, me, base, create, id: body.volume.id, path, show };
}

describe('the simulated Cinder', () => {
  it('makes a volume in time, and keeps it while a server holds it', async () => {
    const { clock, id, me, path, show, state } = await withVolume();
    expect(await show()).toMatchObject({
      status: 'creating',
      updated_at: null,
    });
    await clock.advance(5_000);
    expect(await show()).toMatchObject({ status: 'available', size: 5 });

    const [server] = state.regions
      .get('north')!
      .servers.by('project', me.projectId);
    const attachments = `/north/v2.1/servers/${server.id}/os-volume_attachments`;
    await me.post('nova', attachments, { volumeAttachment: { volumeId: id } });
    expect(await show()).toMatchObject({
      status: 'in-use',
      attachments: [{ server_id: server.id }],
    });
    expect((await me.delete('cinder', path)).status).toBe(400);
    await me.delete('nova', `${attachments}/${id}`);
    expect((await me.delete('cinder', path)).status).toBe(202);
    expect((await me.get('cinder', path)).status).toBe(404);
  });

  it('says 413 with nothing to wait for when the quota does not hold it', async () => {
    const { as, base, create, me, path } = await withVolume();
    const admin = await as();
    const quotas = `/north/v3/${admin.projectId}/os-quota-sets/${me.projectId}`;
    const { body } = await admin.get('cinder', `${quotas}?usage=true`);
    const { in_use: used } = body.quota_set.gigabytes;
    await admin.put('cinder', quotas, { quota_set: { gigabytes: used } });

    const over = await create({ size: 1 });
    expect(over.status).toBe(413);
    expect(over.headers.get('retry-after')).toBe('0');
    expect(over.body.overLimit.message).toBe(
      `VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested 1G, quota is ${used}G and ${used}G has been consumed.`,
    );
    const extend = await me.post('cinder', `${path}/action`, {
      'os-extend': { new_size: 50 },
    });
    expect(extend.body.overLimit.message).toMatch(/Requested 45G/);
    const limits = await me.get('cinder', `${base}/limits`);
    expect(limits.body.limits.absolute.maxTotalVolumeGigabytes).toBe(used);
  });

  it('serves only the project of the token, and all projects to administrators who ask', async () => {
    const { as, me } = await withVolume();
    const admin = await as();
    const foreign = await me.get(
      'cinder',
      `/north/v3/${admin.projectId}/volumes`,
    );
    expect(foreign).toMatchObject({
      status: 400,
      body: { badRequest: { message: 'Malformed request url' } },
    });
    const all = await admin.get(
      'cinder',
      `/north/v3/${admin.projectId}/volumes/detail?all_tenants=1&limit=3&with_count=true`,
    );
    expect(all.body.volumes).toHaveLength(3);
    expect(all.body.count).toBeGreaterThan(3);
    expect(all.body.volumes_links[0].href).toContain('all_tenants=1&limit=3');
  });

  it('says what is wrong with a size', async () => {
    const { create } = await withVolume();
    const { body } = await create({ size: 'big' });
    expect(body.badRequest.message).toBe(
      "Invalid input for field/attribute size. Value: big. 'big' does not match '^[0-9]+$'",
    );
  });

  it('keeps a volume that has snapshots', async () => {
    const { base, clock, id, me, path } = await withVolume();
    await clock.advance(5_000);
    const made = await me.post('cinder', `${base}/snapshots`, {
      snapshot: { volume_id: id, name: 'before' },
    });
    expect(made.body.snapshot.status).toBe('creating');
    expect((await me.delete('cinder', path)).status).toBe(400);
    await me.delete('cinder', `${base}/snapshots/${made.body.snapshot.id}`);
    expect((await me.delete('cinder', path)).status).toBe(202);
  });
});
