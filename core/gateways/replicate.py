"""Replicate: the only module that knows its addresses.

Reads are lenient and repeated a few times after a passing fault. Writes go through Replicate's own client
(`replicate_writes`) and are never repeated: what may have happened is RemoteUnknown, and the caller looks
before it does anything else.
"""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import quote

import httpx

from core.clock import Clock
from core.domain import tokens
from core.errors import (
    BadAnswer,
    DestinationMissing,
    NameTaken,
    NoToken,
    Offline,
    RateLimited,
    RemoteBroken,
    RemoteNotFound,
)
from core.gateways.downloads import Download, Progress, download
from core.gateways.http import read_list, read_object, send, unreadable
from core.gateways.replicate_objects import (
    Account,
    Hardware,
    Model,
    Page,
    RemoteFile,
    RemoteTraining,
    TrainerVersion,
    Unreadable,
    read_account,
    read_file,
    read_hardware,
    read_model,
    read_trainer_version,
    read_training,
    read_trainings,
)
from core.gateways.replicate_writes import SERVICE, ReplicateWrites
from core.gateways.secrets import Secret
from core.gateways.uploads import upload
from core.logs import register_secret
from core.settings import Settings

T = TypeVar("T")

_LONGEST_WAIT_S = 20.0  # a read that should wait longer is given back to the caller, who knows better
_FIRST_BACKOFF_S = 0.5
_OUTPUT_HOSTS = (".replicate.delivery", ".replicate.com")


class Replicate:
    """The provider, with one token at a time. Safe to use from one event loop."""

    def __init__(
        self,
        settings: Settings,
        token: Secret | None,
        http: httpx.AsyncClient,
        clock: Clock,
        *,
        write_transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Use `http` for reads, uploads and downloads; it stays the caller's to close."""
        self._settings = settings
        self._token = token
        self._http = http
        self._clock = clock
        self._api = httpx.URL(settings.replicate_base_url)
        self._writes = ReplicateWrites(settings, transport=write_transport)

    @property
    def token_source(self) -> str | None:
        """Where the token came from, in words, or None without a token."""
        return self._token.source if self._token else None

    def use_token(self, token: Secret | None) -> None:
        """Use another token from the next request on."""
        self._token = token

    async def close(self) -> None:
        """Let writes that have left end, and free the threads."""
        await self._writes.close()

    # Reads: each raises NoToken, BadToken, BillingNeeded, Forbidden, RemoteNotFound, RateLimited,
    # RemoteBroken, Offline or BadAnswer, and never RemoteUnknown.

    async def account(self) -> Account:
        """Return whose token it is: the cheapest way to learn whether the token is good."""
        return self._readable(read_account, await self._get_object("/account"))

    async def account_of(self, token: Secret) -> Account:
        """Return whose a token is that is not in use; register it as a secret before anything is said."""
        register_secret(token.value)
        request = self._http.build_request(
            "GET", self._url("/account"), headers={"Authorization": f"Bearer {token.value}"}
        )
        answer = await send(self._http, SERVICE, request, may_have_acted=False, source=token.source)
        return self._readable(read_account, read_object(SERVICE, answer, may_have_acted=False))

    async def model(self, owner: str, name: str) -> Model:
        """Return a model; raises RemoteNotFound if it is missing or someone else's secret."""
        return self._readable(read_model, await self._get_object(f"/models/{_path(owner)}/{_path(name)}"))

    async def trainer_schema(self, owner: str, name: str, version: str | None = None) -> TrainerVersion:
        """Return the inputs of a trainer's version, of its newest one when none is named."""
        model_path = f"/models/{_path(owner)}/{_path(name)}"
        if version is None:
            body = (await self._get_object(model_path)).get("latest_version")
        else:
            body = await self._get_object(f"{model_path}/versions/{_path(version)}")
        return self._readable(read_trainer_version, body if isinstance(body, dict) else {})

    async def training(self, training_id: str) -> RemoteTraining:
        """Return one training with its whole log."""
        return self._readable(read_training, await self._get_object(f"/trainings/{_path(training_id)}"))

    async def list_trainings(self, cursor: str | None = None) -> Page[RemoteTraining]:
        """Return a page of trainings, newest first; logs may be left out.

        Raises:
            BadAnswer: the page has no list, or its next page is said to be on another host.
        """
        body = await self._get_object("/trainings", params={"cursor": cursor} if cursor else None)
        results = body.get("results")
        if not isinstance(results, list):
            raise BadAnswer(service=SERVICE, detail="a page without results")
        items, skipped = read_trainings(results)
        return Page(items=items, next_cursor=self._next_cursor(body.get("next")), unreadable=skipped)

    async def file(self, file_id: str) -> RemoteFile:
        """Return an uploaded file with what it was uploaded with; raises RemoteNotFound after a day."""
        return self._readable(read_file, await self._get_object(f"/files/{_path(file_id)}"))

    async def hardware(self) -> tuple[Hardware, ...]:
        """Return the machines a model can be made for."""
        return read_hardware(read_list(SERVICE, await self._get("/hardware")))

    # Writes: each raises RemoteUnknown when it may have happened, and is never repeated by itself.

    async def create_model(
        self,
        owner: str,
        name: str,
        *,
        visibility: Literal["private", "public"],
        hardware: str,
        description: str = "",
    ) -> None:
        """Make an empty destination model.

        Raises:
            NameTaken: a model of this name exists, or did once; after a look it may prove to be ours.
        """
        await self._writes.run(
            lambda client: client.models.create(
                owner,
                name,
                visibility=visibility,
                hardware=hardware,
                description=description,
            ),
            token=self._token_value(),
            classes={409: NameTaken},
            destination=f"{owner}/{name}",
            source=self.token_source,
        )

    async def create_training(
        self,
        *,
        trainer: str,
        version: str,
        destination: str,
        input: Mapping[str, Any],
        webhook: str | None = None,
    ) -> RemoteTraining:
        """Start a training. It costs money: look for it before ever calling this again after RemoteUnknown.

        Raises:
            DestinationMissing: the destination does not exist or is not ours; nothing was started.
            InvalidInput: an input was refused; `fields` names them.
            RemoteUnknown: it may have been started.
        """
        hooks: dict[str, Any] = {"webhook": webhook} if webhook else {}
        try:
            body = await self._writes.run(
                lambda client: client.trainings.create(
                    model=trainer, version=version, input=dict(input), destination=destination, **hooks
                ),
                token=self._token_value(),
                destination=destination,
                source=self.token_source,
            )
        except RemoteNotFound as error:
            if "destination" in str(error.facts.get("detail", "")).lower():
                raise DestinationMissing(**error.facts) from error
            raise
        return self._readable(read_training, body, may_have_acted=True)

    async def cancel_training(self, training_id: str) -> RemoteTraining:
        """Ask for the end of a training and return it as it is now; a running one may need seconds."""
        body = await self._writes.run(
            lambda client: client.trainings.cancel(_path(training_id)),
            token=self._token_value(),
            source=self.token_source,
        )
        return self._readable(read_training, body, may_have_acted=True)

    async def upload(
        self, path: Path, *, name: str, metadata: Mapping[str, str] | None = None, progress: Progress
    ) -> RemoteFile:
        """Send a file; it expires after a day. The whole upload ends within `upload_timeout_s`.

        Not through the official client: that one knows no limit of time and tells no progress. A lost upload
        costs nothing and may be repeated, so it is Offline or RemoteBroken, never RemoteUnknown.

        Raises:
            TooLarge: more than 100 MB.
            LocalError: the file cannot be read.
        """
        response = await upload(
            self._http,
            SERVICE,
            self._url("/files"),
            path,
            name=name,
            metadata=metadata or {},
            headers=self._headers(),
            progress=progress,
            limit_s=self._settings.upload_timeout_s,
            source=self.token_source,
        )
        return self._readable(read_file, read_object(SERVICE, response, may_have_acted=False))

    async def download(self, url: str, target: Path, *, progress: Progress) -> Download:
        """Fetch an output file, going on with an earlier part; see `downloads.download`.

        The token goes along only to Replicate's own hosts.
        """
        return await download(
            self._http, SERVICE, url, target, headers_for=self._headers_for, progress=progress
        )

    async def _get_object(self, path: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        return read_object(SERVICE, await self._get(path, params), may_have_acted=False)

    async def _get(self, path: str, params: Mapping[str, str] | None = None) -> httpx.Response:
        for attempt in range(self._settings.read_retries + 1):
            request = self._http.build_request("GET", self._url(path), params=params, headers=self._headers())
            try:
                return await send(
                    self._http, SERVICE, request, may_have_acted=False, source=self.token_source
                )
            except (RateLimited, RemoteBroken, Offline) as error:
                wait_s = _wait_s(error, attempt)
                if attempt == self._settings.read_retries or wait_s > _LONGEST_WAIT_S:
                    raise
            await self._clock.sleep(wait_s)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _url(self, path: str) -> str:
        return f"{self._settings.replicate_base_url}/v1{path}"

    def _token_value(self) -> str:
        if self._token is None:
            raise NoToken(service=SERVICE)
        return self._token.value

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token_value()}"}

    def _headers_for(self, address: httpx.URL) -> dict[str, str]:
        is_api = (address.scheme, address.netloc) == (self._api.scheme, self._api.netloc)
        is_output = address.scheme == "https" and f".{address.host}".endswith(_OUTPUT_HOSTS)
        return self._headers() if is_api or is_output else {}

    def _next_cursor(self, address: object) -> str | None:
        if not isinstance(address, str) or not address:
            return None
        url = httpx.URL(address)
        cursor: str | None = url.params.get("cursor")
        if url.netloc != self._api.netloc or not cursor:
            raise BadAnswer(service=SERVICE, detail=f"the next page is said to be at {url.host or 'nowhere'}")
        return cursor

    @staticmethod
    def _readable(
        read: Callable[[dict[str, Any]], T], body: dict[str, Any], *, may_have_acted: bool = False
    ) -> T:
        try:
            return read(body)
        except Unreadable as error:
            raise unreadable(SERVICE, str(error), may_have_acted=may_have_acted) from error


def token_problem(value: str) -> str | None:
    """Return in a few words (context "Token") what is wrong with a typed token, or None."""
    grave = [fault for fault in tokens.faults_of(value) if fault not in tokens.HARMLESS]
    return tokens.WORDS[grave[0]] if grave else None


def _path(part: str) -> str:
    return quote(part, safe="")


def _wait_s(error: Exception, attempt: int) -> float:
    if isinstance(error, RateLimited):
        return float(str(error.facts["retry_after_s"]))
    return _FIRST_BACKOFF_S * float(2**attempt) * random.uniform(0.5, 1.0)
