"""Uploaded files."""

import base64
import hashlib
import hmac
import json
import uuid
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.sandbox import wire
from core.sandbox.paging import page, root_of
from core.sandbox.problems import FILE_NOT_FOUND, FILE_TOO_LARGE, Problem, answer, detail, invalid
from core.sandbox.ranges import ranged
from core.sandbox.records import StoredFile
from core.sandbox.state import World


async def create_file(request: Request) -> Response:
    """Take in the multipart part `content`, with optional `filename`, `type` and `metadata`."""
    world: World = request.app.state.world
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise invalid(("required", "content", "content is required"))
    async with request.form() as form:
        upload = form.get("content")
        if not isinstance(upload, UploadFile):
            raise invalid(("required", "content", "content is required"))
        content = await upload.read()
        if len(content) > world.config.max_file_bytes:
            raise Problem({"detail": FILE_TOO_LARGE, "status": 413})
        file = StoredFile(
            id=base64.urlsafe_b64encode(str(uuid.uuid4()).encode()).decode(),
            seq=world.next_seq(),
            name=str(form.get("filename") or upload.filename or "file")[:255],
            content_type=str(form.get("type") or upload.content_type or "application/octet-stream"),
            size=len(content),
            md5=hashlib.md5(content, usedforsecurity=False).hexdigest(),
            sha256=hashlib.sha256(content).hexdigest(),
            metadata=await _metadata(form),
            created_at=world.timeline.real_now(),
        )
    world.add_file(file, content)
    return answer(wire.file(file, root_of(request)), 201)


async def _metadata(form: FormData) -> dict[str, Any]:
    part = form.get("metadata") or "{}"
    text = await part.read() if isinstance(part, UploadFile) else part
    try:
        metadata = json.loads(text)
    except ValueError as error:
        raise invalid(("type", "metadata", "metadata must be valid JSON")) from error
    if not isinstance(metadata, dict):
        raise invalid(("type", "metadata", "metadata must be an object"))
    return metadata


async def list_files(request: Request) -> Response:
    """Return a page of the files that have not expired."""
    world: World = request.app.state.world
    base = root_of(request)
    shown = [file for file in world.files.values() if world.find_file(file.id)]
    return answer(page(request, shown, lambda file: wire.file(file, base)))


def _file(request: Request) -> tuple[World, StoredFile]:
    world: World = request.app.state.world
    file = world.find_file(request.path_params["id"])
    if file is None:
        raise detail(404, FILE_NOT_FOUND)
    return world, file


async def get_file(request: Request) -> Response:
    """Return one file."""
    return answer(wire.file(_file(request)[1], root_of(request)))


async def delete_file(request: Request) -> Response:
    """Delete a file."""
    world, file = _file(request)
    world.drop_file(file)
    return Response(status_code=204)


async def download_file(request: Request) -> Response:
    """Return the content to whoever shows a signature that is right and not expired."""
    world, file = _file(request)
    query = request.query_params
    owner, expiry = query.get("owner", ""), query.get("expiry", "")
    right = download_signature(world.config.files_secret, owner, file.id, expiry)
    is_signed = hmac.compare_digest(right, query.get("signature", ""))
    is_late = not expiry.isdigit() or int(expiry) < world.timeline.real_now().timestamp()
    if not is_signed or is_late or owner != world.config.username:
        raise detail(404, FILE_NOT_FOUND)
    return ranged(request, world.content(file), file.content_type)


def download_signature(secret: str, owner: str, file_id: str, expiry: str) -> str:
    """Return the base64 HMAC-SHA256 over `{owner} {id} {expiry}`."""
    digest = hmac.digest(secret.encode(), f"{owner} {file_id} {expiry}".encode(), hashlib.sha256)
    return base64.b64encode(digest).decode()


routes = [
    Route("/v1/files", create_file, methods=["POST"]),
    Route("/v1/files", list_files),
    Route("/v1/files/{id}", get_file),
    Route("/v1/files/{id}", delete_file, methods=["DELETE"]),
    Route("/v1/files/{id}/download", download_file),
]
