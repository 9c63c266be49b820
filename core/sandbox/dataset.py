"""What a trainer finds wrong with its input after it was accepted: the late failures of the real ones."""

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from core.sandbox.catalog import Trainer
from core.sandbox.magic import Stage

Json = dict[str, Any]

ASSUMED_IMAGES = 12
"""Images in a zip that lies at an address outside of the sandbox, which is never fetched."""

_IMAGE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_FILE_PATH = re.compile(r"/v1/files/([^/?#]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The images found, and the error the training will fail with and where, if any."""

    images: int = 0
    error: str | None = None
    stage: Stage = Stage.STEPS


def steps_of(trainer: Trainer, values: Json) -> int:
    """Return the number of steps asked for, the trainer's default when it is missing or no number."""
    steps = values.get(trainer.steps_field, trainer.fields[trainer.steps_field]["default"])
    return steps if isinstance(steps, int) and steps > 0 else 1000


def examine(trainer: Trainer, values: Json, file_content: Callable[[str], bytes | None]) -> Findings:
    """Return what the trainer will find in its input; `file_content` gives an uploaded file by id."""
    address = values.get(trainer.zip_field)
    if address is None:
        if values.get("skip_training_and_use_pretrained_hf_lora_url"):
            return Findings(images=ASSUMED_IMAGES)
        return Findings(error=f"{trainer.zip_field} must be provided", stage=Stage.LOAD)
    scheme = str(address).partition(":")[0] if ":" in str(address) else ""
    if scheme not in ("data", "http", "https"):
        text = f"'{scheme}' is not a valid URL scheme. 'data', 'http', or 'https' is supported."
        return Findings(error=text, stage=Stage.START)
    content = _read(str(address), file_content)
    if content is None:
        return Findings(images=ASSUMED_IMAGES)
    return _count(trainer, content)


def _read(address: str, file_content: Callable[[str], bytes | None]) -> bytes | None:
    """Return the bytes behind an address; None if it lies outside of the sandbox."""
    if address.startswith("data:"):
        try:
            return base64.b64decode(address.partition(",")[2], validate=True)
        except binascii.Error:
            return b""
    found = _FILE_PATH.search(address)
    return None if found is None else file_content(found[1]) or b""


def _count(trainer: Trainer, content: bytes) -> Findings:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [PurePosixPath(name) for name in archive.namelist()]
    except zipfile.BadZipFile:
        return Findings(error=f"{trainer.zip_field} must be a zip file", stage=Stage.LOAD)
    images = [
        name
        for name in names
        if name.suffix.lower() in _IMAGE_SUFFIXES and "__MACOSX" not in name.parts and name.name[0] != "."
    ]
    if not images:
        return Findings(error="No images found in the zip file: 0 images")
    return Findings(images=len(images))
