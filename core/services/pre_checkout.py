"""Answers Telegram's question before a payment in stars, within its ten seconds whatever happens."""

import asyncio
import logging
from typing import cast

from core.clock import Clock
from core.db import payment_store
from core.db.database import Database
from core.domain.people import language_of
from core.domain.pre_checkout import PROVIDER, PreCheckoutVerdict, judge_pre_checkout, words_for_payer
from core.domain.providers import Notice, PreCheckout
from core.errors import LocalError
from core.gateways.providers.shape import AsksBeforePayment
from core.services.providers import Providers

LOOK_WITHIN_S = 5.0
"""Longest look into the database; the rest of the ten seconds is for the way to Telegram."""

log = logging.getLogger(__name__)


class PreCheckouts:
    """The decision itself is a rule of the domain; here is who asks it and whom it is told."""

    def __init__(self, db: Database, providers: Providers, clock: Clock) -> None:
        """Work on an open database with these providers."""
        self._db = db
        self._providers = providers
        self._clock = clock

    async def answer(self, notice: Notice) -> PreCheckoutVerdict | None:
        """Decide the question that an update asks and tell Telegram; None if the update asks none.

        A database that is slow or locked makes a "not now", never a yes.

        Raises:
            BadSignature, BadNotice: the update is not to be answered.
            RemoteError: Telegram was not told; it gives the payment up by itself.
        """
        stars = cast("AsksBeforePayment", self._providers.get(PROVIDER))
        asked = await stars.pre_checkout(notice)
        if asked is None:
            return None
        verdict = await self._judge(asked)
        await stars.answer_pre_checkout(asked, words_for_payer(verdict, language_of(asked.payer_language)))
        return verdict

    async def _judge(self, asked: PreCheckout) -> PreCheckoutVerdict:
        number = asked.invoice_number
        if number is None:
            return PreCheckoutVerdict.UNKNOWN
        try:
            async with asyncio.timeout(LOOK_WITHIN_S):
                invoice = await self._db.read(lambda: payment_store.invoice(number))
        except (TimeoutError, LocalError) as error:
            log.warning("invoice %s cannot be looked at before its payment: %s", number, error)
            return PreCheckoutVerdict.NO_ANSWER
        return judge_pre_checkout(asked, invoice, self._clock.now())
