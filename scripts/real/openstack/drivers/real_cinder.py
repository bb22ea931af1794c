"""Cinder's fake volume driver, plus: volumes from images (nothing is copied)."""
import io

from cinder.tests import fake_driver


class FakeVolumeDriver(fake_driver.FakeLoggingVolumeDriver):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.backend_name = (self.configuration.safe_get('volume_backend_name')
                             or 'fake')

    def clone_image(self, context, volume, image_location, image_meta,
                    image_service):
        return {}, True

    def copy_volume_to_image(self, context, volume, image_service, image_meta):
        image_service.update(context, image_meta['id'], {}, io.BytesIO(b'\0' * 1024))

    def extend_volume(self, volume, new_size):
        pass

    def manage_existing(self, volume, existing_ref):
        pass

    def retype(self, context, volume, new_type, diff, host):
        return True, None

    def revert_to_snapshot(self, context, volume, snapshot):
        pass
