"""The requirements name, at one version, every distribution that the code imports, at the top or inside a function."""

import ast
import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from support import ROOT

from index.model.locate import DEFAULT_PACKAGE

PINNED = re.compile(r"([A-Za-z0-9._-]+)==([0-9][A-Za-z0-9.]*)")
FOR_AGENTS = ROOT / "bot" / "agent" / "protocol.py"
"""Imported by `python -m bot mcp` alone."""
WITH_A_SERVER = set((ROOT / "index" / "postgres").glob("*.py"))
"""Imported where --store names a server."""
FILES = ("requirements.txt", "requirements-mcp.txt", "requirements-dev.txt", "requirements-postgres.txt")


def sources(file: str) -> list[Path]:
    """The modules whose imports a file of requirements has to name."""
    product = {ROOT / "app.py", *(ROOT / "index").rglob("*.py"), *(ROOT / "bot").rglob("*.py")}
    # the adapters of peers run in environments of their own, which bench/peers/NAME/requirements.txt pins
    adapters = set((ROOT / "bench" / "peers").glob("*/peer.py"))
    measured = {*(ROOT / "bench").rglob("*.py"), *(ROOT / "tests").rglob("*.py")} - adapters
    own = product - {FOR_AGENTS} - WITH_A_SERVER
    return sorted(dict(zip(FILES, (own, {FOR_AGENTS}, measured, WITH_A_SERVER), strict=True))[file])


@cache
def lines(file: str) -> tuple[str, ...]:
    """The requirements in a file, without those of the files that it includes."""
    every = (line.partition("#")[0].strip() for line in (ROOT / file).read_text("utf-8").splitlines())
    return tuple(line for line in every if line)


def pins(file: str) -> dict[str, str]:
    """The versions, by name, that installing a file installs."""
    named = {}
    for line in lines(file):
        if line.startswith("-r "):
            named |= pins(line.removeprefix("-r "))
        elif match := PINNED.fullmatch(line):
            named[canonical(match[1])] = match[2]
    return named


def canonical(name: str) -> str:
    """As PEP 503 has it: "huggingface_hub" -> "huggingface-hub"."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> set[str]:
    """The packages of others that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    tops = {name.partition(".")[0] for name in names}
    return {top for top in tops if top not in sys.stdlib_module_names and not is_ours(top)}


def is_ours(package: str) -> bool:
    folders = (ROOT, ROOT / "tests", ROOT / "tests" / "browser")
    return any((folder / package).is_dir() or (folder / f"{package}.py").is_file() for folder in folders)


def distributions(packages: Iterable[str]) -> dict[str, set[str]]:
    """The distributions that each package comes from."""
    known = packages_distributions()
    return {package: {canonical(name) for name in known.get(package, [])} for package in packages}


@pytest.mark.parametrize("file", FILES)
def test_every_import_is_named_and_pinned(file: str) -> None:
    packages = {package for path in sources(file) for package in imported(path)}
    if file == "requirements.txt":
        packages.add(DEFAULT_PACKAGE)
    assert packages
    unnamed = {package: names for package, names in distributions(packages).items() if not names & set(pins(file))}
    assert unnamed == {}


@pytest.mark.parametrize("file", FILES)
def test_every_requirement_is_one_version_and_named_once(file: str) -> None:
    own = [line for line in lines(file) if not line.startswith("-r ")]
    assert [line for line in own if not PINNED.fullmatch(line)] == []
    included = {name for line in lines(file) if line.startswith("-r ") for name in pins(line.removeprefix("-r "))}
    names = [*(canonical(line.partition("==")[0]) for line in own), *included]
    assert sorted(names) == sorted(set(names))


def test_what_is_tested_is_what_is_pinned() -> None:
    pinned = pins("requirements-dev.txt")
    assert {name: version(name).partition("+")[0] for name in pinned} == pinned


def test_imports_are_found_inside_functions_too(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "import os, numpy.linalg\ndef f():\n    from torch.nn import Linear\n    import bot.chat, support\n"
    )
    assert imported(module) == {"numpy", "torch"}
