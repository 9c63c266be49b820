"""Packing what is good into the zip the trainer gets."""

import errno
import io
import os
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from core.domain.dataset_rules import DatasetRules
from core.errors import DatasetError, DiskFull, LocalError
from core.services.dataset_packing import pack
from tests.fakes.photos import archive, folder, look, names_in, photos, picture


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


async def test_packing_again_leaves_the_same_zip_alone_and_mends_another(tmp_path: Path) -> None:
    """A zip that is being uploaded is not pulled away; one that was damaged is made anew."""
    report = await look(folder(tmp_path / "p", photos(10)))
    packed = await pack(report, tmp_path / "a.zip")
    before = packed.path.stat()
    assert await pack(report, packed.path) == packed
    assert (packed.path.stat().st_ino, packed.path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    content = packed.path.read_bytes()
    packed.path.write_bytes(b"?" + content[1:])
    assert await pack(report, packed.path) == packed
    assert packed.path.read_bytes() == content
    assert names_in(tmp_path) == ["a.zip", "p"]


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
