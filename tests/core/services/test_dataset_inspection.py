"""Looking at real folders and pictures, good and bad, and at what the disk does."""

import asyncio
import errno
import io
import os
import struct
import threading
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from core.domain.dataset_problems import Problem, ProblemCode
from core.services.dataset_inspection import inspect
from tests.fakes.photos import DEMO, RULES, archive, codes, folder, look, photos, picture

# -- what is good --------------------------------------------------------------------------------------------


async def test_the_demo_photos_are_a_good_dataset() -> None:
    """The twelve sample photos pass as they are, with measures and thumbnails."""
    report = await look(DEMO)
    assert report.usable
    assert report.problems == ()
    assert len(report.good_photos) == 12
    assert {(photo.width, photo.height) for photo in report.photos} >= {(768, 1024), (1024, 768)}
    for photo in report.photos:
        with Image.open(io.BytesIO(photo.thumbnail)) as thumbnail:
            assert thumbnail.format == "JPEG"
            assert max(thumbnail.size) == 256


async def test_folder_zip_and_dropped_files_read_alike(tmp_path: Path) -> None:
    """The same photos have the same address, however they are given."""
    root = folder(tmp_path / "photos", photos(10))
    whole = await look(root)
    zipped = await look(archive(tmp_path / "photos.zip", photos(10)))
    dropped = await look(*sorted(root.iterdir()))
    assert whole.usable
    assert zipped.usable
    assert dropped.usable
    assert len({whole.sha256, zipped.sha256, dropped.sha256}) == 1


async def test_captions_go_with_their_photos(tmp_path: Path) -> None:
    """A text of the same name is the caption, letter case aside; bad ones are named and not used."""
    texts = {
        "00.TXT": "первое фото".encode(),
        "01.txt": b"",
        "02.txt": b"x" * 9000,
        "03.txt": b"\xff\xfe",
        "none.txt": b"lonely",
    }
    report = await look(folder(tmp_path / "photos", photos(10) | texts))
    assert report.usable
    assert report.captions == 1
    assert report.photos[0].caption == "первое фото"
    assert report.problems == (
        Problem(ProblemCode.CAPTION_WITHOUT_PHOTO, "none.txt"),
        Problem(ProblemCode.CAPTION_EMPTY, "01.jpg"),
        Problem(ProblemCode.CAPTION_TOO_LONG, "02.jpg", limit="2000"),
        Problem(ProblemCode.CAPTION_UNREADABLE, "03.jpg"),
    )


async def test_photos_are_shown_upright(tmp_path: Path) -> None:
    """The camera's orientation mark turns measures and thumbnail."""
    exif = Image.Exif()
    exif[0x0112] = 6
    report = await look(folder(tmp_path / "p", {"a.jpg": picture(1, size=(400, 300), exif=exif)}))
    (photo,) = report.photos
    assert (photo.width, photo.height) == (300, 400)
    with Image.open(io.BytesIO(photo.thumbnail)) as thumbnail:
        assert thumbnail.size == (192, 256)


async def test_progress_is_told_photo_by_photo(tmp_path: Path) -> None:
    """The window hears of each file in order, in its own thread's loop."""
    told: list[tuple[int, int]] = []
    root = folder(tmp_path / "p", photos(3) | {"00.txt": b"caption"})
    await inspect([root], RULES, on_progress=lambda done, total: told.append((done, total)))
    await asyncio.sleep(0)
    assert told == [(1, 3), (2, 3), (3, 3)]


async def test_cancelling_stops_between_two_photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a cancel the worker thread finishes the photo in hand and looks at no other."""
    root = folder(tmp_path / "p", photos(10))
    opened: list[str] = []
    second_reached, go_on = asyncio.Event(), threading.Event()
    loop, real_open = asyncio.get_running_loop(), Path.open

    def watched(self: Path, *args: Any, **options: Any) -> Any:
        opened.append(self.name)
        if self.name == "01.jpg":
            loop.call_soon_threadsafe(second_reached.set)
            go_on.wait(timeout=30)
        return real_open(self, *args, **options)

    monkeypatch.setattr(Path, "open", watched)
    with ThreadPoolExecutor(1) as workers:
        task = asyncio.create_task(inspect([root], RULES, workers=workers))
        await second_reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        go_on.set()
    assert opened == ["00.jpg", "01.jpg"]


# -- bad photos ----------------------------------------------------------------------------------------------


async def test_nine_photos_are_refused(tmp_path: Path) -> None:
    """One short of the limit cannot be started."""
    report = await look(folder(tmp_path / "photos", photos(9)))
    assert not report.usable
    assert report.problems == (Problem(ProblemCode.TOO_FEW, "", "9", "10"),)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.98])
async def test_a_truncated_jpeg_is_found_and_left_out(tmp_path: Path, keep: float) -> None:
    """A JPEG cut anywhere is damaged, and with nine others it is not enough."""
    whole = picture(99, size=(1200, 900), quality=95)
    files = photos(9) | {"cut.jpg": whole[: int(len(whole) * keep)]}
    report = await look(folder(tmp_path / "photos", files))
    assert not report.usable
    assert codes(report) == [ProblemCode.TOO_FEW, ProblemCode.UNDECODABLE]


BAD_FILES = {
    "heic": (b"\0\0\0\x18ftypheic" + bytes(100), ProblemCode.HEIC_UNSUPPORTED),
    "gif": (picture(1, "GIF"), ProblemCode.FORMAT_UNSUPPORTED),
    "bmp": (picture(1, "BMP"), ProblemCode.FORMAT_UNSUPPORTED),
    "avif": (picture(1, "AVIF"), ProblemCode.FORMAT_UNSUPPORTED),
    "text": (b"not a photo", ProblemCode.NOT_IMAGE),
    "empty": (b"", ProblemCode.EMPTY),
    "small": (picture(1, size=(255, 1000)), ProblemCode.TOO_SMALL_SIDE),
    "large": (picture(1) + bytes(10 * 1024 * 1024), ProblemCode.TOO_LARGE),
    "large film": (bytes(11 * 1024 * 1024), ProblemCode.NOT_IMAGE),
    "magic only": (b"\xff\xd8\xff", ProblemCode.UNDECODABLE),
    "broken png": (picture(1, "PNG")[:-200], ProblemCode.UNDECODABLE),
    "broken webp": (picture(1, "WEBP")[:-200], ProblemCode.UNDECODABLE),
    "duplicate": (picture(0), ProblemCode.DUPLICATE),
}


@pytest.mark.parametrize("case", BAD_FILES)
@pytest.mark.parametrize("zipped", [False, True], ids=["folder", "zip"])
async def test_each_bad_file_is_named_and_left_out(tmp_path: Path, case: str, zipped: bool) -> None:
    """Ten good photos stay usable, and the bad file is reported under its name, in folder and zip alike."""
    data, code = BAD_FILES[case]
    files = photos(10) | {"bad.jpg": data}
    source = (
        archive(tmp_path / "a.zip", files, zipfile.ZIP_STORED) if zipped else folder(tmp_path / "a", files)
    )
    report = await look(source)
    assert report.usable
    assert len(report.good_photos) == 10
    assert [(problem.code, problem.name) for problem in report.problems] == [(code, "bad.jpg")]


async def test_a_picture_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    """A PNG of gigapixels in a few bytes is a problem, not a warning and not a full memory."""
    png = bytearray(picture(1, "PNG"))
    png[16:24] = struct.pack(">II", 60_000, 60_000)
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    report = await look(folder(tmp_path / "p", {"bomb.png": bytes(png)}))
    assert ProblemCode.TOO_MANY_PIXELS in codes(report)


async def test_a_sparse_file_of_two_gigabytes_is_never_read(tmp_path: Path) -> None:
    """Size is judged before content: as a photo, as a zip, and with a zip's first bytes."""
    sparse = tmp_path / "huge.jpg"
    sparse.write_bytes(b"\xff\xd8\xff")
    os.truncate(sparse, 2 * 1024**3)
    fake = tmp_path / "huge.zip"
    fake.touch()
    os.truncate(fake, 2 * 1024**3)
    posing = tmp_path / "posing.zip"
    posing.write_bytes(b"PK\x03\x04")
    os.truncate(posing, 2 * 1024**3)
    assert ProblemCode.TOO_LARGE in codes(await look(sparse))
    assert codes(await look(fake)) == [ProblemCode.NOT_ZIP]
    assert codes(await look(posing)) == [ProblemCode.SOURCE_TOO_LARGE]


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_no_damage_to_a_picture_raises(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    """Whatever bytes are changed, the file is good or a named problem."""
    exif = Image.Exif()
    exif[0x0112] = 6
    content = bytearray(picture(1, kind, exif=exif))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=30)):
        content[at] = data.draw(st.integers(0, 255))
    report = asyncio.run(look(folder(tmp_path / "p", {"a.jpg": bytes(content)})))
    assert len(report.photos) == 1


# -- the disk ------------------------------------------------------------------------------------------------


async def test_a_missing_path(tmp_path: Path) -> None:
    """What is gone since it was dropped is named."""
    report = await look(tmp_path / "gone")
    assert report.problems == (Problem(ProblemCode.MISSING, "gone"),)


async def test_links_that_lead_out_of_the_folder_are_passed_over(tmp_path: Path) -> None:
    """A link to elsewhere, and one to nowhere, is no photo of this folder."""
    folder(tmp_path / "secret", {"key.jpg": picture(77)})
    root = folder(tmp_path / "photos", photos(10))
    (root / "link.jpg").symlink_to(tmp_path / "secret" / "key.jpg")
    (root / "dead.jpg").symlink_to(tmp_path / "nowhere.jpg")
    (root / "dir").symlink_to(tmp_path / "secret")
    report = await look(root)
    assert len(report.photos) == 10
    assert set(codes(report)) == {ProblemCode.OUTSIDE_LINK}


async def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Special files never hold the program up."""
    root = folder(tmp_path / "photos", photos(10))
    os.mkfifo(root / "pipe.jpg")
    assert (await look(root)).problems == ()
    assert ProblemCode.NOT_IMAGE in codes(await look(root / "pipe.jpg"))


async def test_an_unreadable_file_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No right to read one photo costs that photo."""
    root = folder(tmp_path / "photos", photos(11))
    real_open = Path.open

    def guarded(self: Path, *args: Any, **options: Any) -> Any:
        if self.name == "05.jpg":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real_open(self, *args, **options)

    monkeypatch.setattr(Path, "open", guarded)
    report = await look(root)
    assert report.usable
    assert report.problems == (Problem(ProblemCode.UNREADABLE, "05.jpg", "Permission denied"),)


async def test_dropped_files_of_one_name_stay_apart(tmp_path: Path) -> None:
    """Two photos called the same are both taken, with names that differ and their own captions."""
    folder(tmp_path, {"a/p.jpg": picture(1), "b/p.jpg": picture(2), "b/p.txt": b"second"})
    report = await look(tmp_path / "a/p.jpg", tmp_path / "b/p.jpg", tmp_path / "b/p.txt")
    assert [(photo.name, photo.caption) for photo in report.photos] == [
        ("p (2).jpg", "second"),
        ("p.jpg", None),
    ]
