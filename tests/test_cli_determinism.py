"""The same facts give the same bytes: in any time zone, locale, place, with any hash seed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Program, contents, visible


@pytest.fixture
def expected(campaign: Path, invoke: Program) -> tuple[str, dict[str, bytes | None]]:
    """What a run in this process answers and writes."""
    answer = invoke("circular", "--json")
    assert answer.code == 0
    return answer.stdout, visible(campaign / "out")


@pytest.mark.parametrize(
    ("env", "jobs"),
    [
        ({"TZ": "Pacific/Kiritimati", "LANG": "C", "PYTHONHASHSEED": "0"}, 1),
        ({"TZ": "America/Adak", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"}, 2),
        ({"LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "random", "COLUMNS": "20"}, 3),
        ({"LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "0", "PYTHONUTF8": "0"}, 2),
    ],
    ids=["Kiritimati, C", "Adak, Turkish", "Chinese", "Turkish, other epoch"],
)
def test_the_environment_does_not_matter(
    campaign: Path,
    run: Program,
    expected: tuple[str, dict[str, bytes | None]],
    env: dict[str, str],
    jobs: int,
) -> None:
    answer = run("circular", "--json", "--jobs", str(jobs), env=env)
    assert answer.code == 0
    assert answer.stdout == expected[0]
    assert visible(campaign / "out") == expected[1]


def test_where_the_officer_stands_does_not_matter(
    campaign: Path,
    run: Program,
    tmp_path: Path,
    expected: tuple[str, dict[str, bytes | None]],
) -> None:
    answer = run("circular", "--json", "--campaign", "campaign/campaign.toml", cwd=tmp_path)
    assert answer.stdout == expected[0]
    assert visible(campaign / "out") == expected[1]


def test_the_number_of_processes_does_not_matter(
    campaign: Path, invoke: Program, expected: tuple[str, dict[str, bytes | None]]
) -> None:
    for jobs in ("2", "3"):
        out = f"out{jobs}"
        answer = invoke("circular", "--json", "--jobs", jobs, "--out", out)
        assert answer.stdout.replace(f'"{out}/', '"out/') == expected[0]
        assert visible(campaign / out) == expected[1]


def test_a_second_run_changes_no_byte(
    campaign: Path, invoke: Program, expected: tuple[str, dict[str, bytes | None]]
) -> None:
    before = contents(campaign)
    assert invoke("circular", "--json").stdout == expected[0]
    assert contents(campaign) == before


def test_the_folder_s_place_does_not_show(
    campaign: Path, invoke: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same campaign under another path, made by the program itself."""
    assert invoke("init", str(tmp_path / "elsewhere" / "国")).code == 0
    monkeypatch.chdir(tmp_path / "elsewhere" / "国")
    there = json.loads(invoke("roadmap", "--json").stdout)
    monkeypatch.chdir(campaign)
    assert json.loads(invoke("roadmap", "--json").stdout) == there
