"""What is installed: every module, and the campaign that ``docgen init`` copies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import CAMPAIGN_PARTS, ROOT, clean_environment, contents

from docgen.starter_files import starter_files

SOURCES = ("docgen", "setup.cfg", "pyproject.toml", "LICENSE", "README.md", *CAMPAIGN_PARTS)
STARTER = {f"docgen/starter/{path}": data for path, data in starter_files()}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout to build in: building writes beside setup.cfg."""
    if find_spec("setuptools") is None:
        pytest.skip("setuptools is not installed")
    folder = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy2(source, folder / name)
    # What must not travel.
    (folder / "out").mkdir()
    (folder / "out" / "letter.docx").write_bytes(b"")
    (folder / "mailing_lists" / "notes.txt").write_bytes(b"")
    (folder / "mailing_lists" / "nominees.xlsx").write_bytes(b"")
    return folder


def modules(sources: Path) -> dict[str, bytes]:
    return {
        path.relative_to(sources).as_posix(): path.read_bytes()
        for path in (sources / "docgen").rglob("*")
        if path.suffix == ".py" or path.name == "py.typed"
    }


def call(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env=clean_environment() | {"PYTHONPATH": ""} | dict(env or {}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def works(installed: Path, here: Path) -> None:
    """``docgen init`` from what was installed, and a letter from what it made."""
    env = {"PYTHONPATH": str(installed)}
    where = call("-c", "import docgen; print(docgen.__file__)", cwd=here, env=env)
    assert Path(where.strip()).is_relative_to(installed)
    call("-m", "docgen", "init", "new", cwd=here, env=env)
    made = contents(here / "new")
    assert {f"docgen/starter/{name}": data for name, data in made.items() if data} == STARTER
    call("-m", "docgen", "circular", "--lang", "zh", cwd=here / "new", env=env)
    assert (here / "new/out/circular/zh/T22-TSB-CIR-0182!!MSW-C.docx").is_file()


def test_what_setuptools_takes(sources: Path, tmp_path: Path) -> None:
    """The files of a wheel before they are packed; needs no more than setuptools."""
    installed = tmp_path / "lib"
    code = "import setuptools; setuptools.setup()"
    call("-W", "ignore", "-c", code, "-q", "build_py", "--build-lib", str(installed), cwd=sources)
    found = {name: data for name, data in contents(installed).items() if data is not None}
    assert found == modules(sources) | STARTER
    works(installed, tmp_path)


def can_make_wheels() -> bool:
    from importlib.metadata import version

    # From this version on setuptools makes wheels without the package wheel.
    return find_spec("wheel") is not None or tuple(
        int(part) for part in version("setuptools").split(".")[:2]
    ) >= (70, 1)


def test_the_wheel(sources: Path, tmp_path: Path) -> None:
    if not can_make_wheels():
        pytest.skip("needs setuptools 70.1 or the package wheel")
    if find_spec("pip") is None:
        pytest.skip("needs pip")
    pip = ("-m", "pip", "--disable-pip-version-check", "--no-cache-dir")
    offline = {"PIP_NO_INDEX": "1", "HOME": str(tmp_path)}
    build = ("wheel", "--no-deps", "--no-build-isolation", "-q", "-w", str(tmp_path), str(sources))
    call(*pip, *build, cwd=tmp_path, env=offline)
    (wheel,) = tmp_path.glob("docgen-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.split("/")[0].endswith(".dist-info")
        }
    assert packed == modules(sources) | STARTER
    installed = tmp_path / "installed"
    call(*pip, "install", "-q", "--no-deps", "--target", str(installed), str(wheel),
         cwd=tmp_path, env=offline)  # fmt: skip
    program = "docgen.exe" if os.name == "nt" else "docgen"
    assert (installed / "bin" / program).is_file()
    works(installed, tmp_path)
    said = call("-m", "docgen", "--version", cwd=tmp_path, env={"PYTHONPATH": str(installed)})
    assert said.startswith("docgen 0.")
