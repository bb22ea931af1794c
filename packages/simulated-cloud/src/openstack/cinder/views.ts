import { idFor, Random } from '../../company/random';
import type { CloudState } from '../CloudState';
import { isAdmin, type ServiceContext } from '../serviceApp';
import { microseconds } from '../times';
import type { Snapshot, Volume } from '../types';

export const volumeTypes = [
  { name: 'standard', description: 'Replicated, for everything' },
  { name: '__DEFAULT__', description: 'Default Volume Type' },
].map(({ name, description }) => ({
  id: new Random(`volume-type/${name}`).uuid(),
  name,
  is_public: true,
  description,
  extra_specs: {},
  'os-volume-type-access:is_public': true,
}));

/** Minor part of the microversion that a request asks for; none means 3.0. */
export function askedVersion(c: ServiceContext): number {
  const text = c.req.header('openstack-api-version');
  if (text && /^volume\s+latest$/.test(text)) return 70;
  return Number(/^volume\s+3\.(\d+)$/.exec(text ?? '')?.[1] ?? 0);
}

/** What Cinder says of its things, by microversion. */
export function createViews(state: CloudState, c: ServiceContext) {
  const home = `${state.urls.cinder}/${c.get('region').name}`;
  const project = c.req.param('project');
  const version = askedVersion(c);
  const links = (id: string) => [
    { rel: 'self', href: `${home}/v3/${project}/volumes/${id}` },
    { rel: 'bookmark', href: `${home}/${project}/volumes/${id}` },
  ];
  const asAdmin = isAdmin(c.get('token'));

  return {
    briefVolume: ({ id, name }: Volume) => ({ id, name, links: links(id) }),

    volume: (volume: Volume) => ({
      id: volume.id,
      status: volume.status,
      size: volume.size,
      availability_zone: 'nova',
      created_at: microseconds(volume.createdAt),
      updated_at:
        volume.status === 'creating' ? null : microseconds(volume.updatedAt),
      name: volume.name,
      description: volume.description,
      volume_type: volumeTypes[0].name,
      snapshot_id: null,
      source_volid: null,
      metadata: volume.metadata,
      links: links(volume.id),
      user_id: volume.userId,
      bootable: 'false',
      encrypted: false,
      replication_status: null,
      consistencygroup_id: null,
      multiattach: false,
      attachments: volume.serverId
        ? [
            {
              id: volume.id,
              attachment_id: volume.attachmentId,
              volume_id: volume.id,
              server_id: volume.serverId,
              host_name: null,
              device: '/dev/vdb',
              attached_at: microseconds(volume.attachedAt ?? volume.updatedAt),
            },
          ]
        : [],
      ...(asAdmin && { migration_status: null }),
      ...(version >= 13 && { group_id: null }),
      ...(asAdmin && version >= 21 && { provider_id: null }),
      ...(version >= 48 && {
        shared_targets: false,
        service_uuid: idFor('cinder-volume', home),
      }),
      ...(asAdmin && version >= 61 && { cluster_name: null }),
      ...(version >= 63 && { volume_type_id: volumeTypes[0].id }),
      ...(version >= 65 && { consumes_quota: true }),
      'os-vol-tenant-attr:tenant_id': volume.projectId,
      ...(asAdmin && {
        'os-vol-mig-status-attr:migstat': null,
        'os-vol-mig-status-attr:name_id': null,
        'os-vol-host-attr:host': `storage-1.${c.get('region').name}@ceph#ceph`,
      }),
    }),

    snapshot: (snapshot: Snapshot) => ({
      id: snapshot.id,
      created_at: microseconds(snapshot.createdAt),
      updated_at:
        snapshot.status === 'creating'
          ? null
          : microseconds(snapshot.createdAt),
      name: snapshot.name,
      description: snapshot.description,
      volume_id: snapshot.volumeId,
      status: snapshot.status,
      size: snapshot.size,
      metadata: {},
      ...(version >= 14 && { group_snapshot_id: null }),
      ...(version >= 41 && { user_id: snapshot.userId }),
      ...(version >= 65 && { consumes_quota: true }),
    }),

    snapshotDetail: (snapshot: Snapshot) => ({
      'os-extended-snapshot-attributes:project_id': snapshot.projectId,
      'os-extended-snapshot-attributes:progress':
        snapshot.status === 'creating' ? '0%' : '100%',
    }),
  };
}
