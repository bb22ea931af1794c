import os, sys, json, openstack
env = os.environ
c = openstack.connect(load_envvars=False, load_yaml_config=False, auth_type='password', region_name=env['REGION'],
    auth=dict(auth_url=env['AUTH_URL'], username='admin', password=env['ADMIN_PASS'], project_name='admin',
              user_domain_id='default', project_domain_id='default'), identity_interface='public')
k = c.identity
def ensure(find, make): return find() or make()
def project(n, d): return ensure(lambda: k.find_project(n, domain_id='default'), lambda: k.create_project(name=n, domain_id='default', description=d))
def role(n): return ensure(lambda: k.find_role(n), lambda: k.create_role(name=n))
def user(n, pw): return ensure(lambda: next(iter(k.users(name=n, domain_id='default')), None), lambda: k.create_user(name=n, domain_id='default', password=pw, default_project_id=None))
admin, member, reader, service = role('admin'), role('member'), role('reader'), role('service')
sp, demo = project('service', 'Service accounts'), project('demo', 'Demo project')
for n in env['USERS'].split():
    u = user(n, env['SVC_PASS'])
    k.assign_project_role_to_user(sp, u, admin); k.assign_project_role_to_user(sp, u, service)
d = user('demo', env['ADMIN_PASS']); k.assign_project_role_to_user(demo, d, member)
for r in env.get('ROLES', '').split(): role(r)
have = {(s.type): s for s in k.services()}
eps = {(e.service_id, e.interface, e.region_id): e for e in k.endpoints()}
for line in env['ENDPOINTS'].splitlines():
    if not line.strip(): continue
    typ, name, url = line.split()
    s = have.get(typ) or k.create_service(type=typ, name=name)
    have[typ] = s
    for i in ('public', 'internal', 'admin'):
        e = eps.get((s.id, i, env['REGION']))
        if e is None: k.create_endpoint(service_id=s.id, interface=i, region_id=env['REGION'], url=url)
        elif e.url != url: k.update_endpoint(e, url=url)
