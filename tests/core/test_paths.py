"""Paths: one data folder, moved as a whole, private to its owner."""

import errno
import os
import stat
from pathlib import Path

import pytest

from core import paths as paths_module
from core.errors import DiskFull, LocalError
from core.paths import Paths


def test_data_dir_moves_everything(tmp_path):
    """With --data-dir nothing lies outside that folder, the config file included."""
    paths = Paths.for_user(tmp_path / "data")
    places = [
        paths.config_file,
        paths.database_file,
        paths.backups_dir,
        paths.datasets_dir,
        paths.weights_dir,
        paths.logs_dir,
        paths.lock_file,
        paths.window_file,
    ]
    assert all(place.is_relative_to(tmp_path / "data") for place in places)
    assert len(set(places)) == len(places)


def test_plain_start(monkeypatch, tmp_path):
    """Without it the platform's folders are used, and nothing is made before `prepare`."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    paths = Paths.for_user()
    assert "Stationmaster" in str(paths.data_dir)
    assert paths.config_file.name == "config.toml"
    assert list(tmp_path.iterdir()) == []


def test_relative_and_home(monkeypatch, tmp_path):
    """A relative folder is made absolute, so that a later change of folder does not move it."""
    monkeypatch.chdir(tmp_path)
    assert Paths.for_user(Path("here")).data_dir == tmp_path / "here"


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_prepare(tmp_path):
    """All folders are made for the owner only; one that was open to others is closed; twice is fine."""
    paths = Paths.for_user(tmp_path / "data")
    paths.data_dir.mkdir(mode=0o755)
    paths.prepare()
    paths.prepare()
    for folder in (paths.data_dir, paths.backups_dir, paths.datasets_dir, paths.weights_dir, paths.logs_dir):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder == paths.data_dir or list(folder.iterdir()) == []


def test_unusable_folder(tmp_path):
    """A folder that cannot be made is a fault of this machine, named."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalError, match="file"):
        Paths.for_user(tmp_path / "file" / "data").prepare()


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.EROFS, LocalError), (errno.EACCES, LocalError), (errno.ENOSPC, DiskFull)],
)
def test_folder_that_cannot_be_written(tmp_path, monkeypatch, number, expected):
    """A read-only or full disk is found at the start, by writing."""

    def refuse(**_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(paths_module.tempfile, "TemporaryFile", refuse)
    with pytest.raises(LocalError) as caught:
        Paths.for_user(tmp_path).prepare()
    assert type(caught.value) is expected
    assert str(tmp_path) in str(caught.value)
