"""The official client 1.0.7 works against the sandbox, and fails where it fails at the real API."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import replicate
from replicate.exceptions import ReplicateError

from core.sandbox.server import SandboxThread

TRAINER = "ostris/flux-dev-lora-trainer"


@pytest.fixture
def client(sandbox: SandboxThread) -> Iterator[replicate.Client]:
    """The client under a prefix; it has no `close` of its own."""
    made = replicate.Client(api_token="r8_client", base_url=f"{sandbox.url}/under/a/prefix")
    yield made
    made._client.close()


def test_a_whole_training(client: replicate.Client, clock: Any, zip_of: Callable[[int], bytes]) -> None:
    """Account, model, file, training, reload, list, version: every parser of the client is content."""
    assert client.accounts.current().username == "acme"
    model = client.models.create("acme", "portraits", visibility="private", hardware="gpu-h100")
    assert model.latest_version is None
    upload = io.BytesIO(zip_of(12))
    upload.name = "photos.zip"
    file = client.files.create(upload, metadata={"order": 1})
    version = client.models.get(TRAINER).latest_version
    assert version is not None
    training = client.trainings.create(
        model=TRAINER,
        version=version.id,
        input={"input_images": file.urls["get"]},
        destination="acme/portraits",
    )
    assert training.status == "starting"
    clock.advance(2000)
    training.reload()
    assert training.status == "succeeded"
    assert training.output["version"].startswith("acme/portraits:")
    assert [entry.id for entry in client.trainings.list()] == [training.id]
    assert len(client.models.get("acme/portraits").versions.list()) == 1
    assert client.hardware.list()[0].sku == "cpu"
    assert client.webhooks.default.secret().key.startswith("whsec_")
    assert client.files.list()[0].metadata == {"order": 1}
    assert client.files.delete(file.id) is True


def test_cancel(client: replicate.Client, start: Callable[..., str]) -> None:
    """The client cancels by the URL-less way."""
    training_id = start()
    assert client.trainings.cancel(training_id).status == "canceled"
    assert client.trainings.get(training_id).status == "canceled"


def test_errors(client: replicate.Client) -> None:
    """Problem bodies become ReplicateError."""
    with pytest.raises(ReplicateError) as caught:
        client.trainings.create(
            model=TRAINER,
            version="26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2",
            input={},
            destination="acme/none",
        )
    assert (caught.value.status, caught.value.detail) == (
        404,
        "The specified training destination does not exist",
    )


def test_aborted_breaks_it(client: replicate.Client, clock: Any, start: Callable[..., str]) -> None:
    """The known weakness shows: one aborted training breaks the page."""
    start("ABORTED")
    clock.advance(40)
    with pytest.raises(ValueError, match="status"):
        client.trainings.list()


def test_files_can_be_passed_directly(
    client: replicate.Client, start: Callable[..., str], clock: Any, zip_of: Callable[[int], bytes]
) -> None:
    """A file object in the input is uploaded, and its images are counted."""
    start()
    upload = io.BytesIO(zip_of(15))
    upload.name = "photos.zip"
    version = client.models.get(TRAINER).latest_version
    assert version is not None
    training = client.trainings.create(
        model=TRAINER, version=version.id, input={"input_images": upload}, destination="acme/portraits"
    )
    clock.advance(100)
    training.reload()
    assert "-  Found 15 images" in (training.logs or "")
