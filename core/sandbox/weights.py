"""The weights of a finished training: a real tar, made from its id, so always the same bytes."""

import hashlib
import io
import json
import tarfile
from functools import lru_cache


@lru_cache(maxsize=4)
def weights_tar(training_id: str, job: str, size: int) -> bytes:
    """Return a tar with `lora.safetensors` of about `size` bytes, a config and a caption."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in (
            ("lora.safetensors", _safetensors(training_id, size)),
            ("config.yaml", f"job: extension\nconfig:\n  name: {job}\n".encode()),
            ("captions/photo_01.txt", b"a photo of TOK, a person in soft daylight"),
        ):
            member = tarfile.TarInfo(f"output/{job}/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def _safetensors(training_id: str, size: int) -> bytes:
    """Return a file in the safetensors format: header length, JSON header, one tensor of half floats."""
    data = hashlib.shake_256(training_id.encode()).digest(max(size // 2 * 2, 2))
    tensor = {"dtype": "F16", "shape": [len(data) // 2], "data_offsets": [0, len(data)]}
    header = json.dumps({"transformer.single_transformer_blocks.0.proj_out.lora_A.weight": tensor}).encode()
    header += b" " * (-len(header) % 8)
    return len(header).to_bytes(8, "little") + header + data
