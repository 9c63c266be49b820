"""Downloads resume, are checked, and never stand half-done under their final name."""

import asyncio
import errno
import hashlib

import pytest

from core.errors import BadAnswer, BadToken, DiskFull, LocalError, Offline, RemoteNotFound
from core.gateways import downloads
from tests.core.gateways.conftest import TOKEN

DATA = bytes(range(256)) * 12_000  # about 3 MB: several chunks
TAG = {"ETag": '"v1"'}


def _nothing(*_):
    """Take no notice of progress."""


def _head(length, **headers):
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 200 Ok\r\nContent-Length: {length}\r\n{lines}\r\n".encode()


async def test_whole_file(server, replicate, tmp_path):
    """A file arrives with its size and checksum, and leaves nothing beside it."""
    server.say(200, DATA, TAG)
    told = []
    target = tmp_path / "deep" / "weights.tar"
    done = await replicate.download(f"{server.url}/w.tar", target, progress=lambda *pair: told.append(pair))
    assert target.read_bytes() == DATA
    assert (done.size_bytes, done.sha256) == (len(DATA), hashlib.sha256(DATA).hexdigest())
    assert (told[0], told[-1]) == ((0, len(DATA)), (len(DATA), len(DATA)))
    assert [one.name for one in target.parent.iterdir()] == ["weights.tar"]
    assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"


async def _break_off(server, replicate, target, **headers):
    """Let a first download end after 2 MB of DATA."""
    server.drop(_head(len(DATA), **headers) + DATA[:2_500_000])
    with pytest.raises(Offline):
        await replicate.download(f"{server.url}/w.tar", target, progress=_nothing)
    assert not target.exists()
    server.answers.clear()
    return target.with_name(target.name + ".part").stat().st_size


async def test_resume(server, replicate, tmp_path):
    """A second call goes on where the first one broke off, if the content is still the same."""
    target = tmp_path / "w.tar"
    there = await _break_off(server, replicate, target, ETag='"v1"')
    assert 0 < there < len(DATA)
    server.say(206, DATA[there:], {**TAG, "Content-Range": f"bytes {there}-{len(DATA) - 1}/{len(DATA)}"})
    told = []
    await replicate.download(f"{server.url}/w.tar", target, progress=lambda *pair: told.append(pair))
    assert target.read_bytes() == DATA
    assert told[0] == (there, len(DATA))
    assert server.seen[1].headers["range"] == f"bytes={there}-"
    assert server.seen[1].headers["if-range"] == '"v1"'


async def test_changed_content(server, replicate, tmp_path):
    """A server that sends the whole file again, because it changed, is taken at its word."""
    target = tmp_path / "w.tar"
    await _break_off(server, replicate, target, ETag='"v1"')
    server.say(200, b"another", {"ETag": '"v2"'})
    await replicate.download(f"{server.url}/w.tar", target, progress=_nothing)
    assert target.read_bytes() == b"another"


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}])
async def test_no_reliable_tag(server, replicate, tmp_path, headers):
    """Without the server's word for the content nothing is joined: the file is fetched afresh."""
    target = tmp_path / "w.tar"
    await _break_off(server, replicate, target, **headers)
    server.say(200, DATA)
    await replicate.download(f"{server.url}/w.tar", target, progress=_nothing)
    assert "range" not in server.seen[1].headers
    assert target.read_bytes() == DATA


async def test_wrong_part(server, replicate, tmp_path):
    """A partial answer for other bytes than asked for is not joined."""
    target = tmp_path / "w.tar"
    await _break_off(server, replicate, target, ETag='"v1"')
    server.say(206, b"tail", {"Content-Range": "bytes 5-8/9"})
    with pytest.raises(BadAnswer):
        await replicate.download(f"{server.url}/w.tar", target, progress=_nothing)
    assert not target.exists()


async def test_range_refused(server, replicate, tmp_path):
    """A part the server knows nothing of is dropped and the file fetched afresh."""
    target = tmp_path / "w.tar"
    await _break_off(server, replicate, target, ETag='"v1"')
    server.say(416)
    server.say(200, DATA, TAG)
    await replicate.download(f"{server.url}/w.tar", target, progress=_nothing)
    assert target.read_bytes() == DATA


async def test_cancelled_download_keeps_its_part(server, replicate, tmp_path, until):
    """Cancelling leaves the part for the next call and no final file."""
    target = tmp_path / "w.tar"
    server.say(200, DATA, TAG)
    arrived = asyncio.Event()
    task = asyncio.create_task(
        replicate.download(
            f"{server.url}/w.tar", target, progress=lambda done, _: arrived.set() if done else None
        )
    )
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not target.exists()
    assert target.with_name("w.tar.part").stat().st_size > 0


async def test_bytes_of_another_writer(server, replicate, tmp_path):
    """Bytes that somebody else put into the part are noticed: no file of a wrong length is handed out."""
    target = tmp_path / "w.tar"
    part = target.with_name("w.tar.part")

    def meddle(done, _total):
        if done:
            part.write_bytes(part.read_bytes() + b"not ours")

    server.say(200, DATA, TAG)
    with pytest.raises(Offline):
        await replicate.download(f"{server.url}/w.tar", target, progress=meddle)
    assert not target.exists()


async def test_kept_only_with_its_checksum(server, replicate, tmp_path):
    """An earlier download is known again by its checksum, and by nothing less."""
    target = tmp_path / "w.tar"
    assert await downloads.kept(target, "") is None
    server.say(200, DATA, TAG)
    done = await replicate.download(f"{server.url}/w.tar", target, progress=_nothing)
    assert await downloads.kept(target, done.sha256) == done
    target.write_bytes(DATA[1:])
    assert await downloads.kept(target, done.sha256) is None


async def test_redirect_to_a_stranger(server, replicate, tmp_path):
    """A redirect is followed, but the token stays with our own host."""
    other = server.url.replace("127.0.0.1", "localhost")
    server.say(302, "", {"Location": f"{other}/elsewhere"})
    server.say(200, b"x")
    await replicate.download(f"{server.url}/w.tar", tmp_path / "w.tar", progress=_nothing)
    assert [("authorization" in one.headers) for one in server.seen] == [True, False]


async def test_redirect_without_end(server, replicate, tmp_path):
    """A server that redirects for ever is a bad answer."""
    server.say(302, "", {"Location": f"{server.url}/again"})
    with pytest.raises(BadAnswer, match="without end"):
        await replicate.download(f"{server.url}/w.tar", tmp_path / "w.tar", progress=_nothing)


@pytest.mark.parametrize(("status", "expected"), [(401, BadToken), (404, RemoteNotFound)])
async def test_refused(server, replicate, tmp_path, status, expected):
    """A refused download says why and leaves nothing."""
    server.say(status, {"detail": "gone"})
    with pytest.raises(expected):
        await replicate.download(f"{server.url}/w.tar", tmp_path / "w.tar", progress=_nothing)
    assert list(tmp_path.iterdir()) == []


async def test_disk_full(server, replicate, tmp_path, monkeypatch):
    """A full disk is told as such; the part stays for later."""
    monkeypatch.setattr(downloads._Place, "append", _raise_no_space)
    server.say(200, DATA)
    with pytest.raises(DiskFull):
        await replicate.download(f"{server.url}/w.tar", tmp_path / "w.tar", progress=_nothing)
    assert not (tmp_path / "w.tar").exists()


def _raise_no_space(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


async def test_unusable_folder(server, replicate, tmp_path):
    """A folder that cannot be made is a fault of this machine."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalError):
        await replicate.download(f"{server.url}/w", tmp_path / "file" / "w.tar", progress=_nothing)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://replicate.delivery/xezq/1/t.tar", True),
        ("https://pbxt.replicate.delivery/1/t.tar", True),
        ("https://api.replicate.com/v1/files/1", True),
        ("http://replicate.delivery/1/t.tar", False),
        ("https://evilreplicate.com/t.tar", False),
        ("https://replicate.com.evil.example/t.tar", False),
        ("https://evil.example/?x=.replicate.com", False),
    ],
)
async def test_who_gets_the_token(replicate, address, expected):
    """The token goes to Replicate's own hosts over TLS, and to nobody with a similar name."""
    import httpx

    assert bool(replicate._headers_for(httpx.URL(address))) is expected
