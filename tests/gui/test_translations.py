"""Tests of resources/i18n: every text of the window is there in both languages."""

from pathlib import Path

import pytest

from resources.i18n import update


def test_translations_are_whole() -> None:
    """Nothing is missing, unfinished, out of date or without its placeholders; the .qm are fresh."""
    assert update.problems() == []


@pytest.mark.parametrize("tongue", ["ru", "en"])
def test_compiling_twice_gives_the_same(tongue: str, tmp_path: Path) -> None:
    """The compiled files do not change by themselves, so they may be committed."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    made = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        for language in update.LANGUAGES:
            name = f"stationmaster_{language}.ts"
            (folder / name).write_bytes((update.FOLDER / name).read_bytes())
        update.update(folder)
        made.append((folder / f"stationmaster_{tongue}.qm").read_bytes())
    assert made[0] == made[1]


def test_an_unfinished_text_is_found(tmp_path: Path) -> None:
    """A text without its translation is named."""
    ts = tmp_path / "stationmaster_ru.ts"
    committed = (update.FOLDER / ts.name).read_text(encoding="utf-8")
    ts.write_text(
        committed.replace("<translation>Обзор</translation>", '<translation type="unfinished"/>', 1)
    )
    assert update.unfinished(tmp_path, "ru") == ["Overview"]
