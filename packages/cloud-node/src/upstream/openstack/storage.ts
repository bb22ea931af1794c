import { z } from 'zod';
import type { Session } from './Session';
import { toIsoTime } from './times';

const time = z
  .string()
  .nullish()
  .transform(value => toIsoTime(value));

/** The part of a volume that we rely on. */
export const volumeWire = z.object({
  id: z.string(),
  name: z
    .string()
    .nullish()
    .transform(name => name ?? ''),
  status: z.string(),
  size: z.number(),
  volume_type: z.string().nullish(),
  created_at: time,
  updated_at: time,
  bootable: z.string().nullish(),
  attachments: z.array(z.object({ server_id: z.string() })).default([]),
  'os-vol-tenant-attr:tenant_id': z.string(),
});

const usage = z.object({ limit: z.number(), in_use: z.number() });

const quotaWire = z.object({
  quota_set: z.object({
    volumes: usage,
    gigabytes: usage,
    snapshots: usage,
  }),
});

/** The part of an image that we rely on. */
export const imageWire = z.object({
  id: z.string(),
  name: z
    .string()
    .nullish()
    .transform(name => name ?? ''),
  status: z.string(),
  visibility: z.string().default('private'),
  owner: z.string().nullish(),
  size: z.number().nullish(),
  created_at: time,
  updated_at: time,
  os_distro: z.string().nullish(),
});

export type CinderVolume = z.output<typeof volumeWire>;
export type CinderQuota = z.output<typeof quotaWire>['quota_set'];
export type GlanceImage = z.output<typeof imageWire>;

/** Cinder in one region. */
export class BlockStorageClient {
  private readonly target;

  constructor(private readonly session: Session, region: string) {
    this.target = { service: 'block-storage', region } as const;
  }

  /** All volumes of all projects. */
  listVolumes(): Promise<CinderVolume[]> {
    return this.session.list({
      target: this.target,
      path: '/volumes/detail',
      key: 'volumes',
      item: volumeWire,
      query: { all_tenants: 1, limit: 500 },
    });
  }

  async getVolume(id: string): Promise<CinderVolume> {
    const answer = await this.session.request(
      { target: this.target, path: `/volumes/${encodeURIComponent(id)}` },
      z.object({ volume: volumeWire }),
    );
    return answer.volume;
  }

  /** Sets limits of a project; those not named stay. Cinder takes limits below what is in use, too. */
  async setQuota(
    projectId: string,
    limits: Partial<Record<keyof CinderQuota, number>>,
  ): Promise<void> {
    await this.session.command({
      target: this.target,
      method: 'PUT',
      path: `/os-quota-sets/${encodeURIComponent(projectId)}`,
      body: { quota_set: limits },
    });
  }

  async getQuota(projectId: string): Promise<CinderQuota> {
    const answer = await this.session.request(
      {
        target: this.target,
        path: `/os-quota-sets/${encodeURIComponent(projectId)}`,
        query: { usage: 'true' },
      },
      quotaWire,
    );
    return answer.quota_set;
  }
}

/** Glance in one region. */
export class ImageClient {
  private readonly target;

  constructor(private readonly session: Session, region: string) {
    this.target = { service: 'image', region } as const;
  }

  listImages(): Promise<GlanceImage[]> {
    return this.session.list({
      target: this.target,
      path: '/images',
      key: 'images',
      item: imageWire,
      query: { limit: 500 },
    });
  }
}
