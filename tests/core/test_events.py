"""Changes: told on the loop's thread, from any thread, to those who listen now."""

import asyncio
import threading

from core.events import Change, Changes

CHANGE = Change("training", frozenset({"a"}))


async def test_delivery():
    """A listener hears what is published after it subscribed, later and on the loop's thread."""
    changes, heard = Changes(), []
    changes.open()
    changes.subscribe(lambda change: heard.append((change, threading.get_ident())))
    changes.publish(CHANGE)
    assert heard == []
    await asyncio.sleep(0)
    assert heard == [(CHANGE, threading.get_ident())]


async def test_from_another_thread(until):
    """A change published in a worker thread arrives on the loop's thread."""
    changes, heard = Changes(), []
    changes.open()
    changes.subscribe(lambda _: heard.append(threading.get_ident()))
    await asyncio.to_thread(changes.publish, CHANGE)
    await until(lambda: heard)
    assert heard == [threading.get_ident()]


async def test_unsubscribe():
    """Who unsubscribed hears nothing more, not even while changes are being told; twice is fine."""
    changes, heard = Changes(), []
    changes.open()
    stop = changes.subscribe(heard.append)
    changes.publish(CHANGE)
    stop()
    stop()
    await asyncio.sleep(0)
    assert heard == []


async def test_closed():
    """Before `open` and after `close` changes are dropped without a fault."""
    changes, heard = Changes(), []
    changes.subscribe(heard.append)
    changes.publish(CHANGE)
    changes.open()
    changes.publish(CHANGE)
    changes.close()
    changes.publish(CHANGE)
    await asyncio.sleep(0)
    assert heard == []


def test_dead_loop():
    """A change published when the loop is gone is dropped without a fault."""
    changes = Changes()

    async def opened():
        changes.open()

    asyncio.run(opened())
    changes.publish(CHANGE)
