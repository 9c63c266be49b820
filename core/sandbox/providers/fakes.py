"""All fake providers of the sandbox, one line each."""

from collections.abc import Mapping

from core.sandbox.providers.frame import FakeProvider

_ALL: tuple[FakeProvider, ...] = ()

FAKES: Mapping[str, FakeProvider] = {fake.name: fake for fake in _ALL}
"""Each fake by the name of its provider."""

routes = [route for fake in FAKES.values() for route in fake.routes]
