"""All fake providers of the sandbox, one line each."""

from collections.abc import Mapping

from core.sandbox.providers.bank import FakeBank
from core.sandbox.providers.cryptopay import FakeCryptoPay
from core.sandbox.providers.frame import FakeProvider
from core.sandbox.providers.robokassa import FakeRobokassa
from core.sandbox.providers.stripe import FakeStripe
from core.sandbox.providers.telegram_stars import FakeTelegramStars
from core.sandbox.providers.ton import FakeTon
from core.sandbox.providers.yookassa import FakeYooKassa

_ALL: tuple[FakeProvider, ...] = (
    FakeRobokassa(),
    FakeTelegramStars(),
    FakeYooKassa(),
    FakeStripe(),
    FakeCryptoPay(),
    FakeTon(),
    FakeBank(),
)

FAKES: Mapping[str, FakeProvider] = {fake.name: fake for fake in _ALL}
"""Each fake by the name of its provider."""

routes = [route for fake in FAKES.values() for route in fake.routes]
