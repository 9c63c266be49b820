"""What the trainers say about themselves: the inputs their own schema allows."""

from core.domain import trainers
from core.domain.trainers import Bounds, TrainerInputs
from core.gateways.replicate_objects import InputSpec
from core.services.gate import Gate


class TrainerDesk:
    """Asks trainers for their inputs. It only reads, so it works while the gate is shut."""

    def __init__(self, gate: Gate) -> None:
        """Ask with the gate's client."""
        self._gate = gate

    async def inputs(self, trainer: str, version: str = "") -> TrainerInputs:
        """Return what a version of `trainer` ("owner/name") takes, its newest one when none is named.

        Raises:
            RemoteError: it could not be asked, or there is no such trainer or version.
        """
        owner, _, name = trainer.partition("/")
        found = await self._gate.reader.trainer_schema(owner, name, version or None)
        told = {spec.name: _bounds(spec) for spec in found.inputs}
        required = {spec.name for spec in found.inputs if spec.is_required}
        return trainers.told_inputs(trainer, found.id, told, required)


def _bounds(spec: InputSpec) -> Bounds:
    return Bounds(
        default=spec.default if isinstance(spec.default, int | float | str) else None,
        low=spec.minimum,
        high=spec.maximum,
        choices=tuple(str(choice) for choice in spec.choices),
        description=spec.description,
    )
