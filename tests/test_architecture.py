"""The house as it is drawn: imports go one way, every heavy library has one importer, modules stay small."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from support import ROOT

INDEX_LAYERS = [
    {"index.errors", "index.transcript"},
    {"index.lines", "index.readers.forms", "index.readers.scripts"},
    {"index.readers.boilerplate", "index.readers.files", "index.readers.labels", "index.readers.language"},
    {"index.readers.metadata"},
    {"index.readers.layout"},
    {"index.readers.text"},
    {"index.readers.table"},
    {"index.sentences"},
    {"index.passages"},
    {"index.readers.report", "index.models", "index.words"}
    | {"index.spelling.lexicon", "index.spelling.typos", "index.spelling.variants"},
    {"index.windows", "index.tokens", "index.projection", "index.spelling.typed"},
    {"index.legibility"},
    {"index.embedder"},
    {"index.indexed", "index.vectors", "index.lexical", "index.signals", "index.naming", "index.kinds"},
    {"index.corpus", "index.late", "index.ranking", "index.spelling.vocabulary"},
    {"index.retriever", "index.spelling.meant"},
    {"index.store", "index.reranker", "index.spelling.speller"},
    {"index.library"},
]
BOT_LAYERS = [
    {"bot.version", "bot.attribution", "bot.beginnings", "bot.extent", "bot.strings", "bot.users"},
    {"bot.choice"},
    {"bot.endpoint"},
    {"bot.chooser"},
    {"bot.options"},
    {"bot.checks.normal", "bot.checks.foreign", "bot.checks.marks", "bot.checks.hypertext"},
    {"bot.citation", "bot.checks.elision", "bot.checks.markdown", "bot.checks.concordance"},
    {"bot.leaning", "bot.checks.article", "bot.checks.cut", "bot.checks.whose", "bot.checks.nearest"},
    {"bot.standing"},
    {"bot.checks.verdict"},
    {"bot.checks.evidence", "bot.checks.found", "bot.checks.reporting", "bot.checks.differences"},
    {"bot.checks.claims"},
    {"bot.checks.unsaid"},
    {"bot.quotes"},
    {"bot.mentions", "bot.question", "bot.about", "bot.surroundings"},
    {"bot.signs"},
    {"bot.dependence"},
    {"bot.followup", "bot.barrier", "bot.asked"},
    {"bot.answer", "bot.understanding"},
    {"bot.proof"},
    {"bot.confidence", "bot.order"},
    {"bot.chat", "bot.wording"},
    {"bot.conversation", "bot.suggest"},
    {"bot.as_json", "bot.as_text", "bot.as_markdown", "bot.as_html.markup"},
    {"bot.tool_texts"},
    {"bot.tools", "bot.as_html.context", "bot.as_html.transcript"},
    {"bot.as_html.cards"},
    {"bot.as_html.answer", "bot.as_html.quotes"},
    {"bot.as_html.frame"},
    {"bot.commands.terminal", "bot.commands.protocol"},
    {"bot.commands.ask", "bot.commands.check", "bot.commands.index", "bot.commands.read", "bot.commands.user"}
    | {"bot.commands.mcp"},
    {"bot.__main__"},
]
WEB_LAYERS = [
    {"bot.web.access", "bot.web.guard", "bot.web.loading", "bot.web.turnstile"},
    {"bot.web.checking"},
    {"bot.web.endpoints"},
    {"bot.web.page"},
    {"bot.web.server"},
    {"app"},
]
LAYERS = [*INDEX_LAYERS, *BOT_LAYERS, *WEB_LAYERS]
ONLY_IMPORTER: dict[str, str | tuple[str, ...]] = {
    "sentence_transformers": ("index.embedder", "index.reranker"),  # one for each of its classes
    "huggingface_hub": "index.models",
    "faiss": "index.vectors",
    "sentencex": "index.sentences",
    "gradio": "bot.web.page",
    "uvicorn": "bot.web.server",
    "httpx": "bot.endpoint",
    "bcrypt": "bot.users",
    "rapidfuzz": ("bot.checks.nearest", "index.spelling.typos"),
    "simplemma": "index.spelling.lexicon",
    "py3langid": "index.readers.language",
    "markdown_it": "bot.checks.markdown",
    "mcp": "bot.commands.protocol",
    "mcp_types": "bot.commands.protocol",
}


@cache
def modules() -> dict[str, Path]:
    files = [ROOT / "app.py", *(ROOT / "index").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in files}
    return {name: path for name, path in names.items() if not name.endswith("__init__")}


@cache
def imported(path: Path, while_checking: bool = True) -> frozenset[str]:
    """What the module imports; without `while_checking` not what only a type checker sees."""
    tree = ast.parse(path.read_text("utf-8"))
    if not while_checking:
        tree.body = [node for node in tree.body if not (isinstance(node, ast.If) and is_checking(node.test))]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in whole if name in modules()} or {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return frozenset(found)


def is_checking(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def test_imports_go_one_way() -> None:
    level = {name: i for i, layer in enumerate(LAYERS) for name in layer}
    assert set(level) == set(modules()), "every module has its layer"
    upward = [
        f"{name} imports {other}"
        for name, path in modules().items()
        for other in imported(path) & set(level)
        if level[other] >= level[name]
    ]
    assert upward == []


def test_commands_do_not_know_the_web_and_the_web_no_commands() -> None:
    for name, path in modules().items():
        if name.startswith(("bot.commands", "bot.__main__")):
            assert not any(other.startswith("bot.web") for other in imported(path))
        if name.startswith("bot.web"):
            assert not any(other.startswith("bot.commands") for other in imported(path))


def test_every_heavy_library_has_one_importer() -> None:
    for library, importer in ONLY_IMPORTER.items():
        users = [
            name
            for name, path in modules().items()
            if any(m.split(".")[0] == library for m in imported(path, while_checking=False))
        ]
        assert sorted(users) == ([importer] if isinstance(importer, str) else sorted(importer))


def test_nothing_imports_the_measurements_and_data_is_no_code() -> None:
    assert not any(other.startswith("bench") for path in modules().values() for other in imported(path))
    assert list((ROOT / "data").rglob("*.py")) == []


def test_packages_hold_only_their_docstring() -> None:
    for path in [*(ROOT / "index").rglob("__init__.py"), *(ROOT / "bot").rglob("__init__.py")]:
        body = ast.parse(path.read_text("utf-8")).body
        assert len(body) == 1
        assert isinstance(body[0], ast.Expr)


@pytest.mark.parametrize("name", sorted(modules()))
def test_modules_are_small_and_functions_short(name: str) -> None:
    source = modules()[name].read_text("utf-8")
    assert len(source.splitlines()) <= 250
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and (name, node.name) != ("bot.web.page", "build"):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 30, f"{node.name}: {length} lines"


def test_importing_the_product_loads_no_heavy_library() -> None:
    code = (
        "import sys, bot.chat, bot.as_text, bot.as_html.frame, bot.as_json, bot.as_markdown\n"
        "print([m for m in ('torch', 'sentence_transformers', 'faiss', 'gradio', 'bm25s') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
