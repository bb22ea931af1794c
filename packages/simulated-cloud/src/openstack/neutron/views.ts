import type { Region } from '../Region';
import { addressAt, parseCidr } from '../ipv4';
import { seconds } from '../times';
import type {
  FloatingIp,
  Network,
  Port,
  Router,
  SecurityGroup,
  SecurityRule,
  Subnet,
} from '../types';

const times = (createdAt: number) => ({
  created_at: seconds(createdAt),
  updated_at: seconds(createdAt),
});

const hostOf = (address: string) => `host-${address.replace(/\./g, '-')}`;

/** What Neutron says of its things; some of it to administrators only. */
export function createViews(region: Region, asAdmin: boolean) {
  const views = {
    network: (network: Network) => ({
      id: network.id,
      name: network.name,
      tenant_id: network.projectId,
      admin_state_up: true,
      mtu: network.external ? 1500 : 1450,
      status: 'ACTIVE',
      subnets: region.subnets.by('network', network.id).map(({ id }) => id),
      shared: network.shared,
      availability_zone_hints: [],
      availability_zones: [],
      ipv4_address_scope: null,
      ipv6_address_scope: null,
      'router:external': network.external,
      ...(network.external && { is_default: false }),
      description: network.description,
      port_security_enabled: true,
      qos_policy_id: null,
      dns_domain: '',
      l2_adjacency: true,
      tags: network.tags,
      ...times(network.createdAt),
      revision_number: 2,
      project_id: network.projectId,
      ...(asAdmin && {
        'provider:network_type': network.external ? 'flat' : 'vxlan',
        'provider:physical_network': network.external ? 'public' : null,
        'provider:segmentation_id': network.external ? null : network.segment,
      }),
    }),

    subnet: (subnet: Subnet) => ({
      id: subnet.id,
      name: subnet.name,
      tenant_id: subnet.projectId,
      network_id: subnet.networkId,
      ip_version: 4,
      subnetpool_id: null,
      enable_dhcp: subnet.dhcp,
      ipv6_ra_mode: null,
      ipv6_address_mode: null,
      gateway_ip: subnet.gateway,
      cidr: subnet.cidr,
      allocation_pools: poolsOf(subnet),
      host_routes: [],
      dns_nameservers: subnet.nameservers,
      description: '',
      service_types: [],
      tags: [],
      ...times(subnet.createdAt),
      revision_number: 0,
      project_id: subnet.projectId,
    }),

    port: (port: Port) => {
      const { address } = port;
      const isBound = port.deviceOwner.startsWith('compute:');
      const host = isBound
        ? region.servers.get(port.deviceId)?.host
        : undefined;
      return {
        id: port.id,
        name: port.name,
        network_id: port.networkId,
        tenant_id: port.projectId,
        mac_address: port.mac,
        admin_state_up: true,
        status: isBound ? 'ACTIVE' : 'DOWN',
        device_id: port.deviceId,
        device_owner: port.deviceOwner,
        fixed_ips: address
          ? [{ subnet_id: port.subnetId, ip_address: address }]
          : [],
        allowed_address_pairs: [],
        extra_dhcp_opts: [],
        security_groups: port.securityGroupIds,
        description: '',
        'binding:vnic_type': 'normal',
        ...(asAdmin && {
          'binding:profile': {},
          'binding:host_id': host ?? '',
          'binding:vif_type': isBound ? 'ovs' : 'unbound',
          'binding:vif_details': {},
          resource_request: null,
        }),
        port_security_enabled: !port.deviceOwner.startsWith('network:'),
        qos_policy_id: null,
        qos_network_policy_id: null,
        dns_name: '',
        dns_assignment: address
          ? [
              {
                ip_address: address,
                hostname: hostOf(address),
                fqdn: `${hostOf(address)}.meridian.example.`,
              },
            ]
          : [],
        ip_allocation: 'immediate',
        tags: [],
        ...times(port.createdAt),
        revision_number: 1,
        project_id: port.projectId,
      };
    },

    router: (router: Router) => ({
      id: router.id,
      name: router.name,
      tenant_id: router.projectId,
      admin_state_up: true,
      status: 'ACTIVE',
      external_gateway_info: router.gateway
        ? {
            network_id: router.gateway.networkId,
            external_fixed_ips: [
              {
                subnet_id: router.gateway.subnetId,
                ip_address: router.gateway.address,
              },
            ],
            enable_snat: true,
          }
        : null,
      description: '',
      availability_zones: [],
      availability_zone_hints: [],
      routes: [],
      flavor_id: null,
      tags: [],
      ...times(router.createdAt),
      revision_number: 3,
      project_id: router.projectId,
      ...(asAdmin && { distributed: false, ha: false }),
    }),

    floatingIp: (ip: FloatingIp) => {
      const port = region.ports.get(ip.portId);
      const { status, device_id, device_owner, admin_state_up } = port
        ? views.port(port)
        : {
            status: 'DOWN',
            device_id: '',
            device_owner: '',
            admin_state_up: true,
          };
      return {
        id: ip.id,
        tenant_id: ip.projectId,
        floating_ip_address: ip.address,
        floating_network_id: ip.networkId,
        router_id: ip.routerId ?? null,
        port_id: ip.portId ?? null,
        fixed_ip_address: port?.address ?? null,
        status: port ? 'ACTIVE' : 'DOWN',
        description: ip.description,
        qos_policy_id: null,
        port_details: port
          ? {
              name: port.name,
              network_id: port.networkId,
              mac_address: port.mac,
              admin_state_up,
              status,
              device_id,
              device_owner,
            }
          : null,
        dns_domain: '',
        dns_name: '',
        port_forwardings: [],
        tags: [],
        ...times(ip.createdAt),
        revision_number: 0,
        project_id: ip.projectId,
      };
    },

    securityRule: (
      rule: SecurityRule,
      { id, projectId }: Pick<SecurityGroup, 'id' | 'projectId'>,
    ) => ({
      id: rule.id,
      tenant_id: projectId,
      security_group_id: id,
      ethertype: rule.ethertype,
      direction: rule.direction,
      protocol: rule.protocol,
      port_range_min: rule.min,
      port_range_max: rule.max,
      remote_ip_prefix: rule.prefix,
      remote_address_group_id: null,
      normalized_cidr: rule.prefix,
      remote_group_id: rule.groupId,
      description: rule.description,
      ...times(rule.createdAt),
      revision_number: 0,
      project_id: projectId,
    }),

    securityGroup: (group: SecurityGroup) => ({
      id: group.id,
      name: group.name,
      stateful: true,
      tenant_id: group.projectId,
      description: group.description,
      shared: false,
      security_group_rules: group.rules.map(rule => ({
        ...views.securityRule(rule, group),
        standard_attr_id: 1,
        tags: [],
      })),
      tags: [],
      ...times(group.createdAt),
      revision_number: 1,
      project_id: group.projectId,
    }),
  };
  return views;
}

/** All addresses but the network's own, the gateway's at its start, and the broadcast. */
export function poolsOf({ cidr }: Pick<Subnet, 'cidr'>) {
  const range = parseCidr(cidr);
  return range && range.size > 4
    ? [{ start: addressAt(range, 2), end: addressAt(range, range.size - 2) }]
    : [];
}
