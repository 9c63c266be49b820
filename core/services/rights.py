"""Who acts, as the database knows them now: a role taken away counts at once, in every window."""

import logging

from core.db import operator_store
from core.db.database import Database
from core.domain.people import Operator, Permission, not_allowed

log = logging.getLogger(__name__)


def acting(operator: Operator, permission: Permission) -> Operator:
    """Return the operator as they are now, within a transaction or a read, if they may do it.

    The object that a window keeps may be older than what an admin decided meanwhile, so it is never believed;
    what is refused stands in the log of the program.

    Raises:
        NotAllowed: there is no such operator, they were switched off, or the role does not carry it.
    """
    now = operator_store.operator(operator.id)
    if now is None or not now.may(permission):
        role = now.role if now is not None else operator.role
        log.info("Refused: %s may not %s", operator.name, permission.value)
        raise not_allowed(operator.name, role, permission)
    return now


async def allowed(db: Database, operator: Operator, permission: Permission) -> Operator:
    """Return the operator as they are now, if they may do it: what is called from outside begins so.

    Raises:
        NotAllowed: see `acting`; nothing was begun.
    """
    return await db.read(lambda: acting(operator, permission))
