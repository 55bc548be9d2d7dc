"""The repository itself: folders, pins, pages."""

from __future__ import annotations

import re
import tomllib

import pytest
from harness import REPOSITORY

DATA_FOLDERS = ("patterns", "db", "corpus")
DOCUMENTED_FOLDERS = ("extractor", "patterns", "corpus", "db", "tests")


@pytest.mark.parametrize("folder", DATA_FOLDERS)
def test_no_code_lies_in_a_data_folder(folder: str) -> None:
    assert (REPOSITORY / folder).is_dir()
    assert not list((REPOSITORY / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", DOCUMENTED_FOLDERS)
def test_every_folder_says_what_belongs_in_it(folder: str) -> None:
    assert (REPOSITORY / folder / "README.md").read_text(encoding="utf-8").startswith("# ")


def test_uv_and_pip_are_given_the_same_pins() -> None:
    pins = [line for line in (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines() if line]
    assert len(pins) > 50
    uv = tomllib.loads((REPOSITORY / "uv.toml").read_text(encoding="utf-8"))
    assert uv == {"constraint-dependencies": pins}


def test_pins_name_versions_and_no_addresses() -> None:
    text = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?:|@|--", text)
    for line in text.splitlines():
        assert re.match(r"^[a-z0-9._-]+==[^ ;]+( *;.*)?$", line), line


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted += [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    pinned = {line.split("==")[0] for line in (REPOSITORY / "constraints.txt").read_text().splitlines()}
    names = [re.split(r"[<>=\[;]", name)[0].strip().lower() for name in wanted]
    assert names
    assert not [name for name in names if name not in pinned]


def test_both_readmes_open_with_the_same_two_commands() -> None:
    blocks = []
    for name in ("README.md", "README.zh-CN.md"):
        found = re.search(r"```sh\n(.*?)```", (REPOSITORY / name).read_text(encoding="utf-8"), re.DOTALL)
        assert found, f"{name} has no command block"
        blocks.append(found.group(1).splitlines())
    english, chinese = blocks
    assert english == chinese
    assert len(english) == 2
    assert english[0].startswith("uv run fuhe ingest corpus")
    assert english[1].startswith("uv run pytest")


def test_every_sample_report_is_in_the_manifest_with_its_gold_and_origin() -> None:
    manifest = tomllib.loads((REPOSITORY / "corpus/manifest.toml").read_text(encoding="utf-8"))
    listed = {entry["folder"]: entry["file"] for entry in manifest["document"]}
    folders = {path.name for path in (REPOSITORY / "corpus").iterdir() if path.is_dir()}
    assert set(listed) == folders
    assert len(folders) >= 6
    for folder, file in listed.items():
        for name in (file, "gold.json", "origin.toml"):
            assert (REPOSITORY / "corpus" / folder / name).is_file(), f"{folder}/{name}"
