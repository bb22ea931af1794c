import real_compat  # noqa
from cinder.wsgi.wsgi import initialize_application
application = initialize_application()
