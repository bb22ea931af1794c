"""Nova's fake virt driver, plus: it knows its servers again after a restart
(the stock one keeps them in memory only), snapshots become active images, and
the console log names the server."""
import io

from nova import context as nova_context
from nova import objects
from nova.compute import power_state
from nova.compute import task_states
from nova.image import glance
from nova.virt import fake


class FakeDriver(fake.FakeDriver):
    vcpus = 4000
    memory_mb = 16000000
    local_gb = 4000000

    def init_host(self, host):
        super().init_host(host)
        ctxt = nova_context.get_admin_context()
        for inst in objects.InstanceList.get_by_host(ctxt, host):
            if inst.vm_state in ('deleted', 'soft-delete', 'building', 'error'):
                continue
            state = inst.power_state
            if state is None or state == power_state.NOSTATE:
                state = power_state.RUNNING
            self.instances[inst.uuid] = fake.FakeInstance(inst.name, state, inst.uuid)

    def snapshot(self, context, instance, image_id, update_task_state):
        super().snapshot(context, instance, image_id, update_task_state)
        glance.API().update(context, image_id,
                            {'disk_format': 'raw', 'container_format': 'bare'},
                            data=io.BytesIO(b'\0' * 1024), purge_props=False)

    def get_console_output(self, context, instance):
        return ('[    0.000000] fake console of %s (%s)\nlogin: ' %
                (instance.display_name, instance.uuid)).encode()
