import { Random } from '../../company/random';
import type { CloudState } from '../CloudState';
import type { Region } from '../Region';
import { isAdmin, type ServiceApp, type ServiceContext } from '../serviceApp';
import { microseconds } from '../times';
import { deny, versionOf } from './requests';

const size = { vcpus: 256, memory_mb: 1_048_576, local_gb: 20_000 };
const hypervisorVersion = 8_002_002;

/** The machines that servers run on, and the services that run Nova. */
export function addHostRoutes(app: ServiceApp, state: CloudState) {
  const base = '/:region/v2.1';
  const now = () => microseconds(state.ctx.clock.now());
  const uuidOf = (...parts: string[]) => new Random(parts.join('/')).uuid();

  const usageOf = (region: Region, host: string) => {
    const servers = region.servers
      .by('host', host)
      .filter(({ vm }) => vm !== 'deleted');
    const sum = (of: (server: (typeof servers)[number]) => number) =>
      servers.reduce((total, server) => total + of(server), 0);
    const used = {
      vcpus_used: sum(({ flavor }) => flavor.vcpus),
      memory_mb_used: 512 + sum(({ flavor }) => flavor.ram),
      local_gb_used: sum(({ flavor }) => flavor.disk),
    };
    return {
      ...size,
      ...used,
      free_ram_mb: size.memory_mb - used.memory_mb_used,
      free_disk_gb: size.local_gb - used.local_gb_used,
      current_workload: 0,
      running_vms: servers.filter(({ vm }) => vm === 'active').length,
      disk_available_least: size.local_gb - used.local_gb_used,
    };
  };
  const hypervisor = (c: ServiceContext, host: string, index: number) => {
    const region = c.get('region');
    const version = versionOf(c);
    const id = (kind: string) =>
      version >= 53 ? uuidOf(region.name, kind, host) : index + 1;
    return {
      id: id('hypervisor'),
      hypervisor_hostname: host,
      state: 'up',
      status: 'enabled',
      hypervisor_type: 'QEMU',
      hypervisor_version: hypervisorVersion,
      host_ip: `172.16.${Math.floor(index / 250)}.${(index % 250) + 4}`,
      service: { id: id('nova-compute'), host, disabled_reason: null },
      ...(version >= 88
        ? { uptime: null }
        : { ...usageOf(region, host), cpu_info: '{}' }),
    };
  };

  const list = (detail: boolean) => (c: ServiceContext) => {
    if (!isAdmin(c.get('token')))
      return deny(c, `os-hypervisors:${detail ? 'list-detail' : 'list'}`);
    const all = c
      .get('region')
      .hosts.map((host, index) => hypervisor(c, host, index));
    return c.json({
      hypervisors: detail
        ? all
        : all.map(({ id, hypervisor_hostname, state: up, status }) => ({
            id,
            hypervisor_hostname,
            state: up,
            status,
          })),
    });
  };
  app.get(`${base}/os-hypervisors`, list(false));
  app.get(`${base}/os-hypervisors/detail`, list(true));
  app.get(`${base}/os-hypervisors/statistics`, c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'os-hypervisors:statistics');
    if (versionOf(c) >= 88) return c.notFound();
    const region = c.get('region');
    const total: Record<string, number> = { count: region.hosts.length };
    for (const host of region.hosts) {
      for (const [key, value] of Object.entries(usageOf(region, host))) {
        total[key] = (total[key] ?? 0) + value;
      }
    }
    return c.json({ hypervisor_statistics: total });
  });

  const controller = (region: Region) => `controller-1.${region.name}`;
  const binaries = ['nova-scheduler', 'nova-conductor'];
  app.get(`${base}/os-services`, c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'os-services:list');
    const region = c.get('region');
    const all = [
      ...binaries.map(binary => ({
        binary,
        host: controller(region),
        zone: 'internal',
      })),
      ...region.hosts.map(host => ({
        binary: 'nova-compute',
        host,
        zone: 'nova',
      })),
    ];
    return c.json({
      services: all.map(({ binary, host, zone }, index) => ({
        binary,
        host,
        id: versionOf(c) >= 53 ? uuidOf(region.name, binary, host) : index + 1,
        zone,
        status: 'enabled',
        state: 'up',
        updated_at: now(),
        disabled_reason: null,
        ...(versionOf(c) >= 11 && { forced_down: false }),
      })),
    });
  });

  app.get(`${base}/os-availability-zone`, c =>
    c.json({
      availabilityZoneInfo: [
        { zoneName: 'nova', zoneState: { available: true }, hosts: null },
      ],
    }),
  );
  app.get(`${base}/os-availability-zone/detail`, c => {
    if (!isAdmin(c.get('token'))) return deny(c, 'os-availability-zone:detail');
    const region = c.get('region');
    const up = { available: true, active: true, updated_at: now() };
    const hosts = (names: string[], services: string[]) =>
      Object.fromEntries(
        names.map(name => [
          name,
          Object.fromEntries(services.map(service => [service, up])),
        ]),
      );
    const zone = (zoneName: string, of: object) => ({
      zoneName,
      zoneState: { available: true },
      hosts: of,
    });
    return c.json({
      availabilityZoneInfo: [
        zone('internal', hosts([controller(region)], binaries)),
        zone('nova', hosts(region.hosts, ['nova-compute'])),
      ],
    });
  });

  const empty = {
    'os-aggregates': 'aggregates',
    'os-migrations': 'migrations',
  };
  for (const [path, key] of Object.entries(empty)) {
    app.get(`${base}/${path}`, c =>
      isAdmin(c.get('token'))
        ? c.json({ [key]: [] })
        : deny(c, `${path}:index`),
    );
  }
  app.get(`${base}/os-server-groups`, c => c.json({ server_groups: [] }));
}
