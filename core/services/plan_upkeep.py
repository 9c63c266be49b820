"""What the engine does for plans on each round."""

from core.services.auto_renewal import AutoRenewal
from core.services.mass_runs import MassRuns
from core.services.plan_clock import PlanClock


class PlanUpkeep:
    """Runs over many customers go on, plans end, kept ways to pay are charged again."""

    def __init__(self, mass_runs: MassRuns, clock: PlanClock, renewal: AutoRenewal) -> None:
        """Join the three."""
        self._mass_runs = mass_runs
        self._clock = clock
        self._renewal = renewal

    async def run_due(self) -> None:
        """Do all that is due now; at any time, after any pause, as often as one likes."""
        await self._mass_runs.drive_open()
        await self._clock.run_due()
        await self._renewal.drive_due()
