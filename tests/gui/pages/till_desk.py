"""What the tests of the inbox and of reconciliation share: a desk with Anna, and Acme as a way to pay."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from core.domain.payments import Invoice
from core.gateways.providers.shape import Provider
from tests.fakes import acme, till
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk


@asynccontextmanager
async def till_desk(tmp_path: Path) -> AsyncIterator[tuple[Desk, acme.Acme]]:
    """A desk at which Anna buys, and Acme tells of it under the name of robokassa."""
    async with desk(tmp_path) as here:
        await here.add_customer()
        shop = acme.Acme()
        built: dict[str, Provider] = here.core.providers._built
        built[acme.NAME] = shop
        yield here, shop


async def invoice(here: Desk, product: str = "stars.217") -> Invoice:
    """Make an invoice for Anna."""
    return await here.core.db.write(lambda tx: till.invoice(tx, FIRST_CUSTOMER, product))
