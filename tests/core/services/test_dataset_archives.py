"""Looking at zips, honest and hostile."""

import asyncio
import struct
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.dataset_problems import Problem, ProblemCode
from core.domain.dataset_rules import DatasetRules
from tests.fakes.photos import archive, codes, folder, look, photos, picture


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
