"""The rooms of commitments/ stand in layers: one may import what stands below it, and nothing points up.

And nothing in them grows too long to be read at once: files, functions. (Lines of templates: test_templates.py.)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import commitments

APP = Path(commitments.__file__).parent
LAYERS = (
    {"management", "admin", "web"},
    {"signing"},
    {"readiness"},
    {"drafting"},
    {"people"},
    {"exports"},
    {"trail"},
    {"document", "library"},
    {"models"},
    {"text"},
)
"""From the top; rooms of one layer don't know each other, but for those beside the web"""
HEIGHT = {room: len(LAYERS) - place for place, rooms in enumerate(LAYERS) for room in rooms}
ACCESS_STANDS_ON = {"models", "document", "text"}
ACCESS_SERVES = {"people", "drafting", "readiness", "signing", "web", "management", "admin"}
DJANGO_LOOKS_FOR = {"__init__.py", "admin.py", "apps.py", "locale", "management", "migrations"}
ENTRIES = 17
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
"""Lines"""
STILL_LONGER = {"static/js/autosave.js"}
"""To be parted by whoever changes it next: no more may come"""
ROOT = APP.parent


def test_app_holds_rooms_access_and_what_django_looks_for():
    entries = {path.name for path in APP.iterdir()} - {"__pycache__"}
    rooms = {room for rooms in LAYERS for room in rooms} - {"management", "admin"}
    assert entries - DJANGO_LOOKS_FOR == rooms | {"access"}
    assert len(entries) <= ENTRIES


def test_every_import_points_down():
    assert [arrow for arrow in _arrows() if not _points_down(arrow[1], arrow[2])] == []


def test_arrow_that_points_up_or_aside_is_seen():
    assert _points_down("web", "models")
    assert not _points_down("models", "document")
    assert not _points_down("trail", "exports")
    assert not _points_down("document", "library")
    assert not _points_down("document", "access")
    assert not _points_down("access", "people")
    assert not _points_down("web", "admin")


def test_import_inside_a_function_gives_its_reason():
    late = [
        f"{path.relative_to(APP)}:{node.lineno}"
        for path in _modules()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom)) and "#" not in _line(path, node.lineno)
    ]
    assert late == []


def test_no_file_is_too_long():
    files = [*_modules(), *(ROOT / "pledgebuilder").glob("*.py")]
    files += [*(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name for name, lines in lengths.items() if lines > LONGEST_FILE} <= STILL_LONGER


def test_no_function_is_too_long():
    lengths = {
        f"{path.relative_to(APP)}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in _modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def _points_down(room: str, other: str) -> bool:
    if room == "access":
        return other in ACCESS_STANDS_ON
    if other == "access":
        return room in ACCESS_SERVES
    if room == "apps":  # Django's own way in: it registers the system checks
        return other in {"exports", "management"}
    if HEIGHT[room] == HEIGHT[other] == len(LAYERS):
        return other == "web"
    return HEIGHT[room] > HEIGHT[other]


def _arrows() -> Iterator[tuple[str, str, str]]:
    """Every import of one room by another: the file, its room, and the room that it imports."""
    for path in _modules():
        room = path.relative_to(APP).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _imported(node):
                package, _dot, rest = name.partition(".")
                other = rest.partition(".")[0]
                if package == "commitments" and other and other != room:
                    yield str(path.relative_to(APP)), room, other


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _modules() -> Iterator[Path]:
    """Every module but the migrations, which keep what they were made with."""
    yield from (path for path in sorted(APP.rglob("*.py")) if "migrations" not in path.parts)


def _line(path: Path, number: int) -> str:
    return path.read_text(encoding="utf-8").splitlines()[number - 1]
