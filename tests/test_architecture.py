"""The rooms of docs/architecture.md, held against the code: imports point one way."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "docgen"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

# What each room may import besides `diagnostics`, `codes` and itself.
EDGES: dict[str, set[str]] = {
    "codes": set(),
    "diagnostics": set(),
    "languages": set(),
    "names": set(),
    "starter_files": set(),
    "durable": set(),
    "spool": set(),
    "digests": set(),
    "zipped": set(),
    "publish": {"durable", "spool", "digests"},
    "campaign": {"languages"},
    "proof": {"digests"},
    "recipients": {"languages", "campaign", "proof", "spool", "digests", "zipped"},
    "pdf": set(),
    "rules": {"languages", "campaign", "recipients", "spool", "digests"},
    "template": {"languages", "campaign", "zipped"},
    "letterhead": {"languages", "template"},
    "merge": {
        "template",
        "recipients",
        "languages",
        "campaign",
        "rules",
        "names",
        "rendering",
        "digests",
    },
    "mailmerge": {
        "merge",
        "rendering",
        "proof",
        "template",
        "recipients",
        "languages",
        "campaign",
        "names",
        "spool",
    },
    "rendering": {"template", "languages", "proof", "spool"},
    "personal": {
        "merge",
        "rendering",
        "template",
        "recipients",
        "languages",
        "campaign",
        "names",
        "proof",
        "spool",
    },
    "workbooks": {"languages", "recipients"},
    "mail": {"languages"},
    "dispatch": {"mail", "durable", "bundle"},
    "bundle": {
        "campaign",
        "durable",
        "languages",
        "letterhead",
        "mail",
        "names",
        "proof",
        "publish",
        "template",
        "workbooks",
        "zipped",
    },
    "concordance": {"languages", "template"},
    "differences": {"concordance", "template", "typography"},
    "explain": {"concordance", "template"},
    "typography": {"concordance", "languages", "template"},
    "delta": {"concordance", "languages", "proof"},
    "docgen": {"template"},
    "__main__": {"cli"},
    "cli": {
        "bundle",
        "campaign",
        "concordance",
        "dispatch",
        "differences",
        "explain",
        "delta",
        "languages",
        "letterhead",
        "mail",
        "mailmerge",
        "merge",
        "names",
        "pdf",
        "personal",
        "proof",
        "publish",
        "recipients",
        "rules",
        "spool",
        "starter_files",
        "template",
        "typography",
        "workbooks",
    },
}

# Each outside library lives behind one room.
HOMES = {
    "click": {"cli"},
    "rich": {"cli"},
    "filelock": {"publish", "bundle", "dispatch"},
    "pathvalidate": {"names"},
    "pydantic": {"campaign", "recipients", "bundle"},
    "pydantic_core": {"campaign"},
    "tomllib": {"campaign"},
    "csv": {"recipients"},
    "jinja2": {"template"},
    "markupsafe": {"template"},
    "lxml": {
        "template",
        "letterhead",
        "concordance",
        "typography",
        "explain",
        "differences",
    },
    "docxtpl": {"template"},
    "isal": {"template"},
    "docx": {"template"},
    "subprocess": {"pdf"},
    "pikepdf": {"pdf"},
    "pypdfium2": {"pdf"},
    "smtplib": {"dispatch"},
    "ssl": {"dispatch"},
    "sqlite3": {"dispatch"},
    "keyring": {"dispatch"},
    "email": {"mail"},
    "email_validator": {"mail"},
    "random": set(),
    "openpyxl": {"workbooks"},
    "python_calamine": {"recipients"},
}

# The clock and the environment are read at the edge only.
AT_THE_EDGE = {"time", "locale", "getpass", "socket", "platform"}
# Sending knows the faults of sockets by their names.
BEYOND_THE_EDGE = {("dispatch", "socket")}

BANNED_NAMES = {"utils", "helpers", "models", "constants", "core", "common", "misc"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    first = inside.parts[0].removesuffix(".py")
    return "docgen" if first == "__init__" else first


def imports(path: Path) -> list[tuple[str, int]]:
    """Modules imported anywhere in a file, those for types only included."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            if module == "docgen":
                found += [(f"docgen.{alias.name}", node.lineno) for alias in node.names]
            else:
                found.append((module, node.lineno))
    return found


def test_every_room_is_known() -> None:
    assert {room_of(path) for path in modules()} == set(EDGES)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    allowed = EDGES[room] | {room, "diagnostics", "codes"}
    wrong = []
    for module, line in imports(path):
        top, _, rest = module.partition(".")
        if top == "docgen" and rest and rest.split(".")[0] not in allowed:
            wrong.append(f"{path.name}:{line} {module}")
        if top in HOMES and room not in HOMES[top]:
            wrong.append(f"{path.name}:{line} {module} lives in {sorted(HOMES[top])}")
        if top in AT_THE_EDGE and room != "cli" and (room, top) not in BEYOND_THE_EDGE:
            wrong.append(f"{path.name}:{line} {module} is for the edge")
    assert wrong == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_clock_and_no_environment_inside(path: Path) -> None:
    if room_of(path) == "cli":
        return
    text = path.read_text(encoding="utf-8")
    found = re.findall(
        r"os\.environ|os\.getenv|datetime\.now|date\.today|time\.time\(|Path\.cwd|Path\.home", text
    )
    assert found == []


def test_modules_are_of_a_readable_size() -> None:
    sizes = {
        str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
    }
    assert {name: size for name, size in sizes.items() if size > 400} == {}


def test_no_room_without_a_name_of_its_own() -> None:
    names = {part.removesuffix(".py") for path in modules()
             for part in path.relative_to(PACKAGE).parts}  # fmt: skip
    assert names & BANNED_NAMES == set()


def test_the_page_names_every_room_and_no_other() -> None:
    block = PAGE.split("```")[1]
    named = {line.split()[0].rstrip("/").removesuffix(".py") for line in block.splitlines()[2:]
             if line.startswith("  ") and not line.startswith("   ")}  # fmt: skip
    named = {"docgen" if name == "__init__" else name for name in named}
    assert named == set(EDGES)


def test_every_package_is_shipped() -> None:
    config = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    listed = set(re.findall(r"^    (docgen[.\w]*)$", config.split("packages =")[1], re.MULTILINE))
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in modules()}
    assert listed == found | {"docgen.starter"}


def test_public_names_exist() -> None:
    import docgen

    assert docgen.__all__ == sorted(docgen.__all__)
    for name in docgen.__all__:
        assert getattr(docgen, name).__name__ == name
