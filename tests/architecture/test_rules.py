"""The rules of the house that no type checker knows, read from the sources themselves."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = [ROOT / "main.py", *sorted((ROOT / "core").rglob("*.py")), *sorted((ROOT / "gui").rglob("*.py"))]


@lru_cache(maxsize=1000)
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def called(node: ast.AST) -> str:
    """Return the last name of what is called: `a.b.c(…)` is "c"."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def dotted(node: ast.AST) -> str:
    """Return "a.b" for an attribute of a name, and so on."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def places(found: Iterator[tuple[Path, ast.AST]], allowed: tuple[str, ...] = ()) -> list[str]:
    """Return "file:line" of what was found outside the allowed files and folders."""
    return [
        f"{name_of(file)}:{getattr(node, 'lineno', 1)}"
        for file, node in found
        if not name_of(file).startswith(allowed or ("\0",))
    ]


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    for file in OURS:
        for node in ast.walk(tree_of(file)):
            yield file, node


def calls_of(*names: str) -> Iterator[tuple[Path, ast.AST]]:
    return ((file, node) for file, node in nodes() if called(node) in names)


def test_the_import_contracts_hold() -> None:
    """Floors, independence and protected modules, as pyproject.toml says."""
    # in a process of its own: import-linter's logging set-up disables the loggers of this one
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    verdict = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        (("exec", "exec_"), ()),
        (("processEvents",), ()),
        (("asyncSlot", "asyncClose"), ()),
        (("create_tables",), ()),
        (
            ("create_task", "ensure_future"),
            ("gui/tasks.py", "core/engines/", "core/commands/train.py", "core/sandbox/"),
        ),
        (("print",), ("main.py", "core/commands/")),
        (("breakpoint", "eval"), ()),
    ],
    ids=lambda value: ",".join(value) or "nowhere",
)
def test_calls_that_belong_nowhere_or_to_one_place(names: tuple[str, ...], allowed: tuple[str, ...]) -> None:
    """No nested event loop, no task without an owner, no printing in a library."""
    assert places(calls_of(*names), allowed) == []


def test_the_sender_of_a_signal_is_never_asked_for() -> None:
    """`self.sender()` of Qt hides where a signal came from; the gate's own `sender` is another thing."""
    found = ((file, node) for file, node in calls_of("sender") if name_of(file).startswith("gui/"))
    assert places(found) == []


def test_time_comes_from_the_clock() -> None:
    """Only the clock reads the machine's time; rules about time can be tested without waiting."""
    readers = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
    found = ((file, node) for file, node in nodes() if dotted(node) in readers)
    assert places(found, ("core/clock.py", "core/sandbox/")) == []


def test_signals_carry_no_c_integers() -> None:
    """`Signal(int)` cuts a number to 32 bits: ids and sums travel as objects."""

    def is_bad(node: ast.AST) -> bool:
        if called(node) not in ("Signal", "Slot") or not isinstance(node, ast.Call):
            return False
        return any(isinstance(argument, ast.Name) and argument.id == "int" for argument in node.args)

    assert places((file, node) for file, node in nodes() if is_bad(node)) == []


def test_texts_to_translate_are_literals() -> None:
    """An f-string or a variable inside `tr` can never be found in a translation."""

    def is_bad(node: ast.AST) -> bool:
        if called(node) != "tr" or not isinstance(node, ast.Call) or not node.args:
            return False
        return not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))

    assert places((file, node) for file, node in nodes() if is_bad(node)) == []


def test_catch_alls_stand_in_few_files() -> None:
    """Bugs are shown in two places; everywhere else they pass, or a thread hands them to who awaits it.

    Loading the code of another package, which may raise anything, is the registry's alone.
    """

    def is_broad(node: ast.AST) -> bool:
        if not isinstance(node, ast.ExceptHandler):
            return False
        names = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        broad = any(one is None or dotted(one) in ("Exception", "BaseException") for one in names)
        last = node.body[-1]
        return broad and not (isinstance(last, ast.Raise) and last.exc is None)

    found = ((file, node) for file, node in nodes() if is_broad(node))
    allowed = (
        "gui/tasks.py",
        "gui/app.py",
        "core/gateways/replicate_writes.py",
        "core/gateways/providers/registry.py",
    )
    assert places(found, allowed) == []


def test_every_part_of_core_says_what_it_promises() -> None:
    """Modules, public classes and public functions have a docstring."""
    silent = []
    for file in OURS:
        if file.name == "__init__.py" and not file.read_text(encoding="utf-8").strip():
            continue
        silent += [f"{name_of(file)}: {name}" for name in _silent(tree_of(file)) if "gui" not in file.parts]
    assert silent == []


def _silent(tree: ast.Module) -> Iterator[str]:
    if ast.get_docstring(tree) is None:
        yield "the module"
    for node in tree.body:
        yield from _silent_parts(node)


def _silent_parts(node: ast.AST, prefix: str = "") -> Iterator[str]:
    if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return
    if node.name.startswith("_") or node.name == "Meta":
        return
    is_overload = any(dotted(one).endswith(("overload", "setter")) for one in node.decorator_list)
    if ast.get_docstring(node) is None and not is_overload:
        yield prefix + node.name
    if isinstance(node, ast.ClassDef):
        for part in node.body:
            yield from _silent_parts(part, f"{node.name}.")


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = [name for name in listed.stdout.split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_machine() -> None:
    """Nothing of the repository points at a package registry's host or at somebody's own folders."""
    hosts = ["pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "npmjs" + r"\.com"]
    folders = ["/wo" + "rk/", "/ro" + "ot/", r"/ho" + r"me/\w+/", "/Us" + r"ers/\w+/", "/tmp/br" + "ief"]
    pattern = re.compile("|".join(hosts + folders))
    found = []
    for file in _tracked():
        data = file.read_bytes()
        if b"\0" in data:
            continue
        text = data.decode("utf-8", "replace")
        found += [f"{name_of(file)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


def test_core_runs_without_qt() -> None:
    """With PySide6 and its kin unimportable every module of core is imported."""
    script = """
import importlib, pkgutil, sys
for name in ("PySide6", "shiboken6", "qasync", "pyqtgraph", "qtawesome"):
    sys.modules[name] = None
import core
for module in pkgutil.walk_packages(core.__path__, "core."):
    if not module.name.endswith("__main__") and "migrations" not in module.name:
        importlib.import_module(module.name)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_starting_core_does_not_load_what_comes_later() -> None:
    """The official client takes 60 ms: it is loaded by the first write, not by the start."""
    script = (
        "import sys, core.container; print(sorted({'replicate', 'uvicorn', 'starlette'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
