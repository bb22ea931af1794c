"""bookworm-security's oslo.messaging (14.0.3) strips the request context before
it notifies, and bookworm's cinder (21.3.1) cannot rebuild a context without
read_deleted: every notification, hence every volume create, would fail."""
from cinder import context

_from_dict = context.RequestContext.from_dict.__func__


def from_dict(cls, values):
    values = dict(values)
    if not values.get('read_deleted'):
        values['read_deleted'] = 'no'
    return _from_dict(cls, values)


context.RequestContext.from_dict = classmethod(from_dict)
