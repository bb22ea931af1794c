import os, openstack
from openstack import exceptions
c = openstack.connect(cloud='real')
for name, cpu, ram, disk in (('m1.nano', 1, 128, 1), ('m1.small', 1, 2048, 20), ('m1.medium', 2, 4096, 40), ('m1.large', 4, 8192, 80)):
    if not c.compute.find_flavor(name):
        c.compute.create_flavor(name=name, vcpus=cpu, ram=ram, disk=disk)
if not c.image.find_image('cirros'):
    c.image.create_image(name='cirros', disk_format='raw', container_format='bare', visibility='public', min_disk=1, min_ram=64,
                         data=b'\0' * 4096, allow_duplicates=True, os_distro='cirros', validate_checksum=False)
pub = c.network.find_network('public') or c.network.create_network(name='public', is_router_external=True,
        provider_network_type='flat', provider_physical_network='public')
c.network.find_subnet('public-v4') or c.network.create_subnet(name='public-v4', network_id=pub.id, ip_version=4,
        cidr='203.0.113.0/24', is_dhcp_enabled=False)
sh = c.network.find_network('shared') or c.network.create_network(name='shared', is_shared=True)
c.network.find_subnet('shared-v4') or c.network.create_subnet(name='shared-v4', network_id=sh.id, ip_version=4, cidr='10.64.0.0/16')
