"""From the command line's options to an open Core: paths, settings with their sources, secrets, logs."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.logs import set_up_logs
from core.paths import Paths

# Every command reads its options with this module, so it loads the rest only when there is something to open.
if TYPE_CHECKING:
    from core.container import Core
    from core.settings import LoadedSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What all commands share."""

    data_dir: Path | None = None
    is_demo: bool = False


def paths_of(options: Options) -> Paths:
    """Return where the data lie; the demo has a folder of its own, so it can never mix with real data."""
    if options.is_demo and options.data_dir is None:
        return Paths.for_user(Paths.for_user().data_dir / "demo")
    return Paths.for_user(options.data_dir)


def settings_of(paths: Paths) -> "LoadedSettings":
    """Return the settings of this machine.

    Raises:
        SettingsError: a value is unusable; it names the value and where it came from.
    """
    from core.settings import Settings

    return Settings.load(config_file=paths.config_file)


@asynccontextmanager
async def opened(options: Options, *, quiet_s: float = 0.0) -> AsyncIterator["Core"]:
    """Open Core with its engine running; for the demo also its sandbox, and sample data the first time.

    The engine begins after `quiet_s` seconds.

    Raises:
        AppError: settings, data folder or database are in the way.
    """
    paths = paths_of(options)
    if options.is_demo:
        from core.commands import demo

        async with demo.opened(paths, quiet_s=quiet_s) as core:
            yield core
        return
    from core.container import Core
    from core.gateways.secrets import Secrets

    loaded = settings_of(paths)
    paths.prepare()
    set_up_logs(paths.logs_dir, loaded.values.log_level)
    secrets = Secrets.for_machine(os.environ)
    sources = loaded.sources
    async with Core.opened(paths, loaded.values, secrets, sources=sources, quiet_s=quiet_s) as core:
        yield core
