"""Gathers the texts of the code into the .ts files and compiles them: `python -m resources.i18n.update`.

English is the language of the source; stationmaster_en.ts holds only its plural forms. Translations are
written into the .ts files by hand (or with Qt Linguist) and are kept by every run; a text whose English
changed comes back as unfinished. With `--check` nothing is written: it fails if a text is missing or
unfinished, if a translation lost a placeholder, or if a .qm is not what its .ts compiles to.
"""

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from typing_extensions import override

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent
LANGUAGES = {"en": ["-pluralonly"], "ru": []}
"""Each language with the options its texts are gathered with."""

_MARK = "QT_TRANSLATE_NOOP("
_PLACEHOLDER = re.compile(r"\{[a-z_]*(?:![rs])?\}|%n|%\d")


def main(arguments: list[str] | None = None) -> int:
    """Update or check; returns the exit code."""
    parser = argparse.ArgumentParser(prog="resources.i18n.update", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail if something is amiss")
    if not parser.parse_args(arguments).check:
        update(FOLDER)
        for language in LANGUAGES:
            sys.stdout.write(f"{language}: {len(unfinished(FOLDER, language))} unfinished\n")
        return 0
    found = problems()
    sys.stderr.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


def sources() -> list[Path]:
    """Return the files whose texts are shown in the window: all of gui, and what core marks for it."""
    marked = [file for file in _python(ROOT / "core") if _MARK in file.read_text(encoding="utf-8")]
    return marked + _python(ROOT / "gui")


def update(folder: Path) -> None:
    """Bring the .ts files of `folder` up to the code and compile them."""
    with tempfile.TemporaryDirectory() as name:
        readable = [_readable(source, Path(name)) for source in sources()]
        for language, options in LANGUAGES.items():
            ts = _ts(folder, language)
            _run("lupdate", *readable, *options, *_LUPDATE, "-target-language", language, "-ts", str(ts))
            _run("lrelease", "-silent", str(ts), "-qm", str(ts.with_suffix(".qm")))


class _Plain(ast.NodeTransformer):
    """Writes what lupdate would lose in a way it reads: numbers of plurals as literals, no f-strings."""

    @override
    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "translate" and len(node.args) == 4:
            node.args[3] = ast.Constant(1)
        return node

    @override
    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.Tuple:
        inside = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return ast.Tuple([self.visit(value) for value in inside], ast.Load())


def _readable(source: Path, folder: Path) -> str:
    """Write a copy of a source that lupdate reads in full, and return its path."""
    copy = folder / source.relative_to(ROOT)
    copy.parent.mkdir(parents=True, exist_ok=True)
    tree = _Plain().visit(ast.parse(source.read_text(encoding="utf-8")))
    copy.write_text(ast.unparse(tree), encoding="utf-8")
    return str(copy)


def problems() -> list[str]:
    """Return in words what is amiss with the committed files; empty when all is well."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for language in LANGUAGES:
            shutil.copy(_ts(FOLDER, language), fresh)
        update(fresh)
        for language in LANGUAGES:
            made, committed = _ts(fresh, language), _ts(FOLDER, language)
            if made.read_text(encoding="utf-8") != committed.read_text(encoding="utf-8"):
                found.append(f"{committed.name} is not up to the code: python -m resources.i18n.update")
            if made.with_suffix(".qm").read_bytes() != committed.with_suffix(".qm").read_bytes():
                found.append(f"{committed.stem}.qm is not what its .ts compiles to")
            found += [f"{language}: no translation of {text!r}" for text in unfinished(fresh, language)]
            found += [f"{language}: other placeholders than {text!r}" for text in _lossy(fresh, language)]
    return found


def unfinished(folder: Path, language: str) -> list[str]:
    """Return the source texts without a finished translation."""
    return [
        source
        for source, forms, is_finished in _messages(folder, language)
        if not (is_finished and all(forms))
    ]


def _lossy(folder: Path, language: str) -> Iterator[str]:
    """Return the source texts whose translations lost or invented a placeholder."""
    for source, forms, _is_finished in _messages(folder, language):
        wanted = set(_PLACEHOLDER.findall(source))
        if any(set(_PLACEHOLDER.findall(form)) != wanted for form in forms if form):
            yield source


def _messages(folder: Path, language: str) -> Iterator[tuple[str, list[str], bool]]:
    for message in ElementTree.parse(_ts(folder, language)).iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        if translation is None:
            continue
        forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
        yield message.findtext("source", ""), forms, translation.get("type") is None


def _python(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _ts(folder: Path, language: str) -> Path:
    return folder / f"stationmaster_{language}.ts"


_LUPDATE = ("-silent", "-no-obsolete", "-locations", "none", "-sort-messages", "-source-language", "en")


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([program, *arguments], cwd=ROOT, check=True)  # noqa: S603 - Qt's own tool


if __name__ == "__main__":
    sys.exit(main())
