"""Uploaded files, and downloads in parts."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from core.sandbox.config import SandboxConfig
from core.sandbox.file_routes import download_signature
from core.sandbox.server import SandboxThread


def upload(api: httpx.Client, content: bytes = b"abc", **data: str) -> dict[str, Any]:
    """Upload one file and return the answer."""
    answer = api.post("/v1/files", files={"content": ("a.zip", content, "application/zip")}, data=data)
    assert answer.status_code == 201
    return dict(answer.json())


def test_a_file_is_described(api: httpx.Client) -> None:
    """Checksums, name, etag and a day of life."""
    file = upload(api, metadata=json.dumps({"order": 7}))
    assert (file["name"], file["content_type"], file["size"]) == ("a.zip", "application/zip", 3)
    assert file["checksums"]["sha256"] == hashlib.sha256(b"abc").hexdigest()
    assert file["etag"] == file["checksums"]["md5"]
    assert file["metadata"] == {"order": 7}
    assert file["created_at"][:11] != file["expires_at"][:11]
    assert file["created_at"][11:] == file["expires_at"][11:]
    assert api.get(file["urls"]["get"]).json() == file
    assert api.get("/v1/files").json()["results"] == [file]


def test_a_file_is_deleted_once(api: httpx.Client) -> None:
    """204, then 404 in its own words."""
    file = upload(api)
    assert api.delete(f"/v1/files/{file['id']}").status_code == 204
    gone = api.delete(f"/v1/files/{file['id']}")
    assert (gone.status_code, gone.json()["detail"]) == (404, "File not found")


def test_a_file_expires(api: httpx.Client, clock: Any) -> None:
    """After a day it is gone."""
    file = upload(api)
    clock.advance(24 * 3600)
    assert api.get(f"/v1/files/{file['id']}").status_code == 404
    assert api.get("/v1/files").json()["results"] == []


def test_too_large_is_413() -> None:
    """Beyond the limit comes the recorded problem."""
    with SandboxThread(SandboxConfig(max_file_bytes=10)) as sandbox:
        headers = {"Authorization": "Bearer r8_x"}
        answer = httpx.post(f"{sandbox.url}/v1/files", files={"content": b"x" * 11}, headers=headers)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "Files must be less than 100MB in size"


def test_content_is_required(api: httpx.Client) -> None:
    """No multipart, no part of that name, and bad metadata are 422."""
    assert api.post("/v1/files", json={}).status_code == 422
    assert api.post("/v1/files", files={"other": b"x"}).status_code == 422
    bad = api.post("/v1/files", files={"content": b"x"}, data={"metadata": "["})
    assert bad.status_code == 422


def test_download_needs_a_signature(sandbox: SandboxThread, api: httpx.Client, clock: Any) -> None:
    """With owner, expiry and signature no token is needed; a late or false one finds nothing."""
    file = upload(api, b"content")
    secret = sandbox.app_state.world.config.files_secret

    def download(expiry: int, signature: str | None = None) -> httpx.Response:
        right = download_signature(secret, "acme", file["id"], str(expiry))
        query = urlencode({"owner": "acme", "expiry": expiry, "signature": signature or right})
        return httpx.get(f"{sandbox.url}/v1/files/{file['id']}/download?{query}")

    now = int(clock().timestamp())
    assert download(now + 60).content == b"content"
    assert download(now - 60).status_code == 404
    assert download(now + 60, "false").status_code == 404


@pytest.fixture
def weights_url(clock: Any, start: Callable[..., str], get: Callable[[str], dict[str, Any]]) -> str:
    """The address of the weights of a finished training."""
    training_id = start()
    clock.advance(2000)
    return str(get(training_id)["output"]["weights"])


def test_weights_are_a_real_tar(weights_url: str) -> None:
    """No token needed; always the same bytes; a LoRA in the safetensors format inside."""
    first, second = httpx.get(weights_url), httpx.get(weights_url)
    assert first.content == second.content
    assert int(first.headers["content-length"]) == len(first.content)
    with tarfile.open(fileobj=io.BytesIO(first.content)) as archive:
        names = archive.getnames()
        member = archive.extractfile("output/flux_train_replicate/lora.safetensors")
        assert member is not None
        lora = member.read()
    assert names[1:] == [
        "output/flux_train_replicate/config.yaml",
        "output/flux_train_replicate/captions/photo_01.txt",
    ]
    length = int.from_bytes(lora[:8], "little")
    tensor = next(iter(json.loads(lora[8 : 8 + length]).values()))
    assert tensor["data_offsets"] == [0, len(lora) - 8 - length]


def test_weights_come_in_ranges(weights_url: str) -> None:
    """A download can be taken up again; a changed file would come whole."""
    whole = httpx.get(weights_url)
    size = len(whole.content)

    def part(**headers: str) -> httpx.Response:
        return httpx.get(
            weights_url, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )

    middle = part(range="bytes=1000-", if_range=whole.headers["etag"])
    assert (middle.status_code, middle.content) == (206, whole.content[1000:])
    assert middle.headers["content-range"] == f"bytes 1000-{size - 1}/{size}"
    assert part(range="bytes=5-9").content == whole.content[5:10]
    assert part(range="bytes=-7").content == whole.content[-7:]
    assert part(range=f"bytes={size}-").status_code == 416
    assert part(range="bytes=5-9", if_range='"other"').status_code == 200
    assert int(httpx.head(weights_url).headers["content-length"]) == size


def test_no_weights_before_the_end(api: httpx.Client, start: Callable[..., str]) -> None:
    """A running training has none."""
    assert api.get(f"/weights/{start()}/trained_model.tar").status_code == 404
