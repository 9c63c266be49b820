"""Looking at real folders, zips and pictures, good and hostile, and packing what is good."""

import asyncio
import errno
import io
import os
import random
import struct
import threading
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from core.domain.datasets import DatasetReport, DatasetRules, Problem, ProblemCode
from core.errors import DatasetError, DiskFull, LocalError
from core.services.datasets import inspect, pack

RULES = DatasetRules()
DEMO = Path(__file__).parents[3] / "resources" / "demo" / "photos"


def picture(seed: int, kind: str = "JPEG", size: tuple[int, int] = (300, 400), **options: Any) -> bytes:
    """A small real picture, another one for each seed."""
    out = io.BytesIO()
    image = Image.new("RGB", (8, 8))
    image.putdata([tuple(random.Random(f"{seed} {at}").randbytes(3)) for at in range(64)])
    image.resize(size).save(out, kind, **options)
    return out.getvalue()


def photos(count: int) -> dict[str, bytes]:
    """So many different good photos by name."""
    return {f"{number:02}.jpg": picture(number) for number in range(count)}


def folder(root: Path, files: dict[str, bytes]) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    root.mkdir(exist_ok=True)
    return root


def archive(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip with these entries."""
    with zipfile.ZipFile(path, "w", compression) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return path


def names_in(path: Path) -> list[str]:
    """What a folder holds."""
    return sorted(inner.name for inner in path.iterdir())


def codes(report: DatasetReport) -> list[ProblemCode]:
    """The codes of all problems in order."""
    return [problem.code for problem in report.problems]


async def look(*paths: Path, rules: DatasetRules = RULES) -> DatasetReport:
    """The report on these paths."""
    return await inspect(paths, rules)


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


# -- archives ------------------------------------------------------------------------------------------------


async def test_empty_zip_and_empty_folder(tmp_path: Path) -> None:
    """Nothing inside is said in one problem."""
    assert codes(await look(archive(tmp_path / "a.zip", {}))) == [ProblemCode.NO_PHOTOS]
    assert codes(await look(folder(tmp_path / "a", {}))) == [ProblemCode.NO_PHOTOS]


@pytest.mark.parametrize(
    "name", ["../evil.jpg", "/evil.jpg", "a/../../evil.jpg", "..\\evil.jpg", "C:\\e.jpg"]
)
async def test_zip_slip_is_refused_whole(tmp_path: Path, name: str) -> None:
    """An archive with a path that leads out is not looked into."""
    report = await look(archive(tmp_path / "a.zip", photos(10) | {name: picture(50)}))
    assert codes(report) == [ProblemCode.ZIP_SLIP]
    assert report.photos == ()


async def test_zip_bomb_by_ratio(tmp_path: Path) -> None:
    """An entry that unpacks to hundreds of times its size is refused unread."""
    report = await look(archive(tmp_path / "a.zip", photos(10) | {"b.jpg": bytes(5_000_000)}))
    assert codes(report) == [ProblemCode.ZIP_BOMB]


async def test_zip_bomb_by_sum(tmp_path: Path) -> None:
    """Entries that declare more than the limit together are refused unread."""
    rules = DatasetRules(max_source_bytes=20_000)
    source = archive(tmp_path / "a.zip", photos(10), zipfile.ZIP_STORED)
    assert source.stat().st_size > 20_000
    assert codes(await look(source, rules=rules)) == [ProblemCode.SOURCE_TOO_LARGE]
    packed = archive(tmp_path / "b.zip", {f"{n}.bmp": picture(n, "BMP") for n in range(3)})
    limit = DatasetRules(max_source_bytes=packed.stat().st_size + 1)
    assert codes(await look(packed, rules=limit)) == [ProblemCode.SOURCE_TOO_LARGE]


async def test_a_lying_declared_size_is_unreadable(tmp_path: Path) -> None:
    """An entry that declares less than it holds is cut at what it declares and found out."""
    source = archive(tmp_path / "a.zip", {"a.jpg": picture(1)})
    raw = bytearray(source.read_bytes())
    at = raw.rindex(b"PK\x01\x02") + 24
    raw[at : at + 4] = struct.pack("<I", 100)
    source.write_bytes(raw)
    assert ProblemCode.UNREADABLE in codes(await look(source))


async def test_too_many_entries(tmp_path: Path) -> None:
    """A folder or archive of thousands of files is a mistake, and is said to be."""
    rules = DatasetRules(max_entries=5)
    zipped = await look(archive(tmp_path / "a.zip", photos(6)), rules=rules)
    whole = await look(folder(tmp_path / "a", photos(6)), rules=rules)
    assert codes(zipped) == codes(whole) == [ProblemCode.TOO_MANY_ENTRIES]


async def test_encrypted_zip(tmp_path: Path) -> None:
    """A password is named as the reason."""
    source = archive(tmp_path / "a.zip", photos(10))
    raw = bytearray(source.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(signature)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(signature, at + 4)
    source.write_bytes(raw)
    assert codes(await look(source)) == [ProblemCode.ENCRYPTED]


@pytest.mark.parametrize("content", [b"hello", b"", b"PK\x03\x04 and nothing more"])
async def test_no_zip_at_all(tmp_path: Path, content: bytes) -> None:
    """A file that only has a zip's name or beginning is refused as damaged."""
    source = tmp_path / "a.zip"
    source.write_bytes(content)
    assert codes(await look(source)) == [ProblemCode.NOT_ZIP]


async def test_a_damaged_entry_is_left_out(tmp_path: Path) -> None:
    """A wrong checksum costs one photo, not the archive."""
    source = archive(tmp_path / "a.zip", photos(11), zipfile.ZIP_STORED)
    raw = bytearray(source.read_bytes())
    raw[300] ^= 0xFF
    source.write_bytes(raw)
    report = await look(source)
    assert report.usable
    assert [(problem.code, problem.name) for problem in report.problems] == [
        (ProblemCode.UNREADABLE, "00.jpg")
    ]


async def test_wrapping_folder_and_junk_pass_without_a_word(tmp_path: Path) -> None:
    """What macOS and Windows make of a folder of photos is simply understood."""
    wrapped = {f"Анна/{name}": data for name, data in photos(10).items()}
    junk = {"__MACOSX/Анна/._00.jpg": b"junk", "Анна/.DS_Store": b"junk", "Анна/Thumbs.db": b"junk"}
    report = await look(archive(tmp_path / "a.zip", wrapped | junk))
    assert report.usable
    assert report.problems == ()
    assert report.photos[0].name == "00.jpg"


async def test_inner_folders_are_flattened_with_a_warning(tmp_path: Path) -> None:
    """Photos of equal names in several folders are all taken, each with its caption."""
    files = photos(9) | {"in/00.jpg": picture(20), "in/00.txt": b"inner", "00.txt": b"outer"}
    for source in (archive(tmp_path / "a.zip", files), folder(tmp_path / "a", files)):
        report = await look(source)
        assert report.usable
        assert report.problems == (Problem(ProblemCode.NESTED_PATH, "", "1"),)
        captions = {photo.name: photo.caption for photo in report.photos}
        assert (captions["00.jpg"], captions["in/00.jpg"]) == ("outer", "inner")


async def test_names_in_any_script_and_form(tmp_path: Path) -> None:
    """Decomposed names, and UTF-8 that is not marked as such, read as written and find their captions."""
    decomposed = unicodedata.normalize("NFD", "Бойко й.jpg")
    source = archive(tmp_path / "a.zip", {decomposed: picture(1), "Бойко й.txt": b"caption"})
    raw = source.read_bytes()
    unmarked = tmp_path / "b.zip"
    unmarked.write_bytes(_without_utf8_flags(raw))
    for path in (source, unmarked):
        (photo,) = (await look(path)).photos
        assert (photo.name, photo.caption) == (unicodedata.normalize("NFC", decomposed), "caption")


def _without_utf8_flags(raw: bytes) -> bytes:
    data = bytearray(raw)
    for signature, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] &= ~0x08
            at = data.find(signature, at + 4)
    return bytes(data)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=20), st.integers(0, 400))
def test_no_damage_to_an_archive_raises(tmp_path: Path, changes: Sequence[tuple[int, int]], cut: int) -> None:
    """Whatever bytes of a zip are changed or lost, the answer is a report."""
    source = archive(
        tmp_path / "a.zip", {"a.txt": b"caption", "Ж.jpg": b"\xff\xd8\xff", "in/b.png": b"x" * 300}
    )
    raw = bytearray(source.read_bytes())
    for at, value in changes:
        raw[at % len(raw)] = value
    source.write_bytes(raw[: len(raw) - cut])
    report = asyncio.run(look(source))
    assert not report.usable


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


# -- packing -------------------------------------------------------------------------------------------------


async def test_pack_writes_the_good_photos_and_captions(tmp_path: Path) -> None:
    """The zip holds exactly what was found good, under plain names, WebP as JPEG, all else byte for byte."""
    files = photos(9) | {"x.png": picture(20, "PNG"), "y.webp": picture(21, "WEBP"), "z.jpg": b"bad"}
    report = await look(folder(tmp_path / "Фото", files | {"01.txt": "подпись".encode()}))
    packed = await pack(report, tmp_path / "out" / "dataset.zip")
    assert (packed.photos, packed.captions) == (11, 1)
    assert packed.size_bytes == packed.path.stat().st_size
    with zipfile.ZipFile(packed.path) as archive_made:
        assert archive_made.testzip() is None
        names = archive_made.namelist()
        assert names[:3] == ["photo-001.jpg", "photo-002.jpg", "photo-002.txt"]
        assert names[-2:] == ["photo-010.png", "photo-011.jpg"]
        assert archive_made.read("photo-001.jpg") == files["00.jpg"]
        assert archive_made.read("photo-002.txt").decode() == "подпись"
        assert archive_made.read("photo-010.png") == files["x.png"]
        with Image.open(io.BytesIO(archive_made.read("photo-011.jpg"))) as converted:
            assert (converted.format, converted.size) == ("JPEG", (300, 400))
    again = await look(packed.path)
    assert again.problems == ()
    assert names_in(packed.path.parent) == ["dataset.zip"]


async def test_transparent_webp_is_put_on_white(tmp_path: Path) -> None:
    """What nobody saw in the photo does not appear to the trainer."""
    clear = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(clear, "WEBP")
    report = await look(folder(tmp_path / "p", photos(10) | {"z.webp": clear.getvalue()}))
    packed = await pack(report, tmp_path / "a.zip")
    with (
        zipfile.ZipFile(packed.path) as made,
        Image.open(io.BytesIO(made.read("photo-011.jpg"))) as image,
    ):
        assert image.getpixel((150, 150)) == (255, 255, 255)


async def test_the_same_photos_pack_to_the_same_bytes(tmp_path: Path) -> None:
    """From folder or zip, at any time, the dataset is the same file."""
    first = await pack(await look(folder(tmp_path / "p", photos(10))), tmp_path / "a.zip")
    zipped = await look(archive(tmp_path / "in.zip", photos(10)))
    second = await pack(zipped, tmp_path / "b.zip")
    assert first.sha256 == second.sha256
    assert first.path.read_bytes() == second.path.read_bytes()


async def test_pack_refuses_what_cannot_be_used(tmp_path: Path) -> None:
    """The reason that blocks is the error's, and nothing is written."""
    report = await look(folder(tmp_path / "p", photos(9)))
    with pytest.raises(DatasetError, match="only 9 of the photos") as caught:
        await pack(report, tmp_path / "a.zip")
    assert caught.value.facts["problem"] == report.problems[0]
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("change", ["edited", "grown", "removed"])
async def test_pack_refuses_photos_changed_meanwhile(tmp_path: Path, change: str) -> None:
    """What is sent is what was looked at, or nothing."""
    root = folder(tmp_path / "p", photos(10))
    report = await look(root)
    path = root / "04.jpg"
    if change == "removed":
        path.unlink()
    else:
        path.write_bytes(picture(50) if change == "edited" else path.read_bytes() + b"more")
    with pytest.raises(DatasetError, match=r"04\.jpg"):
        await pack(report, tmp_path / "a.zip")
    assert names_in(tmp_path) == ["p"]


async def test_pack_refuses_an_archive_replaced_meanwhile(tmp_path: Path) -> None:
    """A zip that holds fewer photos now is found out."""
    source = archive(tmp_path / "in.zip", photos(10))
    report = await look(source)
    archive(source, photos(2))
    with pytest.raises(DatasetError):
        await pack(report, tmp_path / "a.zip")


async def test_pack_refuses_a_result_too_large_to_send(tmp_path: Path) -> None:
    """The limit is held against the zip itself, which is a little larger than its photos."""
    root = folder(tmp_path / "p", photos(10))
    total = (await look(root)).total_bytes
    report = await look(root, rules=DatasetRules(max_total_bytes=total))
    assert report.usable
    with pytest.raises(DatasetError):
        await pack(report, tmp_path / "a.zip")
    assert names_in(tmp_path) == ["p"]


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EIO, LocalError)]
)
async def test_a_failing_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    """A full disk is said as such; what stood at the target stays and nothing half-written remains."""
    report = await look(folder(tmp_path / "p", photos(10)))
    target = tmp_path / "a.zip"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(zipfile.ZipFile, "writestr", fail)
    with pytest.raises(error):
        await pack(report, target)
    assert target.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.zip", "p"]
