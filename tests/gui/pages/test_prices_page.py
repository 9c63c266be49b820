"""Tests of gui/pages/prices_page.py: which list is in force, what it says, a new one from a date on."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.domain.trainings import Parameters, TrainingRequest
from core.errors import InputError
from core.ids import new_id
from core.money import Money, Stars
from core.services.price_lists import read_list, to_text
from gui.forms.price_list_form import PriceListForm
from gui.pages.prices_page import PricesPage
from tests.fakes.console import dialog, wait_until
from tests.fakes.desk import FIRST_CUSTOMER, Desk, desk


@asynccontextmanager
async def prices(tmp_path: Path) -> AsyncIterator[tuple[PricesPage, Desk]]:
    """The page with the built-in lists."""
    async with desk(tmp_path) as here:
        page = PricesPage(here.core)
        page.resize(1228, 844)
        page.show()
        try:
            await wait_until(lambda: page.products.rowCount() > 0)
            yield page, here
        finally:
            await page.close_page()
            page.close()
            page.deleteLater()


async def test_the_list_in_force_is_shown_with_its_prices(tmp_path: Path, qapp: QApplication) -> None:
    """NeuroPhoto costs what the table says; currencies nobody sells in have no column."""
    async with prices(tmp_path) as (page, _):
        assert "2025-06" in page.name.text()
        keys = [column.key for column in page.products.columns]
        row = next(at for at, one in enumerate(page.products.rows) if one.key == "plan.neurophoto")
        shown = {key: page.products.index(row, at).data() for at, key in enumerate(keys)}
        assert (shown["stars"], shown["RUB"], shown["XTR"]) == ("476.00", "1\u2009110.00", "476")
        assert page.tables["products"].isColumnHidden(keys.index("TON"))
        assert page.changes.rowCount() > 0


async def test_s36_a_new_version_is_made_from_the_one_in_force(tmp_path: Path, qapp: QApplication) -> None:
    """A price changed in the table is the only change; what is no price is refused."""
    async with prices(tmp_path) as (page, here):
        page.new_version()
        await wait_until(lambda: isinstance(dialog(page), PriceListForm))
        asked = dialog(page)
        assert isinstance(asked, PriceListForm)
        rows = {asked.table.item(row, 0).text(): row for row in range(asked.table.rowCount())}
        cell = asked.table.item(rows["stars.217"], 5)
        cell.setText("five hundred")
        asked.submit()
        await wait_until(lambda: asked.problem)
        cell.setText("550")
        asked.version.set_value("next")
        asked.submit()
        await wait_until(lambda: page.versions.rowCount() == 3)
        added = next(one for one in await here.core.price_lists.all() if one.version == "next")
        assert added.product("stars.217").prices["RUB"] == Money.parse("550.00", "RUB")
        assert added.valid_from > here.core.clock.now()
        assert (await here.core.price_lists.current()).version == "2025-06"
        page._on_row_picked(0)
        assert [(one.key, one.after) for one in page.changes.rows] == [
            ("stars.217", Money.parse("550.00", "RUB"))
        ]


async def test_a_training_costs_what_the_list_in_force_says(tmp_path: Path, qapp: QApplication) -> None:
    """A dearer list counts from its date; who saw another price is refused."""
    async with prices(tmp_path) as (_page, here):
        core = here.core
        await here.add_customer(stars=900)
        body = json.loads(to_text(await core.price_lists.current()))
        begun = core.clock.now() - timedelta(minutes=1)
        body |= {"version": "dearer", "valid_from": begun.isoformat()}
        body["training"]["stars_per_step"] = 50
        await core.price_lists.add(json.dumps(body), core.operator)
        await here.gate_open()
        request = TrainingRequest(
            request_id=new_id(),
            customer_id=FIRST_CUSTOMER,
            model_name="anna",
            parameters=Parameters(trigger_word="ANNA", steps=1000),
            dataset=await here.dataset(),
            price_list="2025-06",
        )
        with pytest.raises(InputError, match="dearer"):
            await core.trainings.start_model_training_directly(request, core.operator)
        assert await core.payments.balance(FIRST_CUSTOMER) == Stars.of(900)
        training_id = await here.start("STUCK")
        details = await core.trainings.details(training_id)
        assert (details.training.price, details.training.price_list) == (Stars.of(500), "dearer")


def test_what_is_missing_in_a_file_is_named() -> None:
    """A list without its plans is refused by the name of what it lacks."""
    with pytest.raises(InputError, match="plans"):
        read_list('{"version": "x", "valid_from": "2026-01-01T00:00:00+00:00"}')
