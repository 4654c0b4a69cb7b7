"""The house as it is drawn: imports go one way, every heavy library has one importer, modules stay small."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from support import INTERVIEW, ROOT

ROOMS = """
    index.errors index.transcript index.arrays index.locked index.whole index.memo index.rows index.spans
    index.canonical index.timing index.windows
    index.language
    index.passages
    index.card
    index.scope
    index.quotable
    index.contents
    index.encoded
    index.readers
    index.model
    index.indexed
    index.spelling
    index.search
    index.building
    index.store
    index.packs index.packing
    index.saved_reading
    index.catalog
    index.forgetting
    index.indexes
    index.across
    index.library index.folder
    index.shelf
    index.postgres
    bot.errors bot.users bot.within
    bot.evidence
    bot.context
    bot.question
    bot.reorder
    bot.answer
    bot.confidence
    bot.found
    bot.statements
    bot.survey
    bot.chat
    bot.conversation bot.suggest
    bot.quote_check
    bot.own
    bot.render
    bot.agent bot.web
    bot.commands
    bot.__main__ app
""".strip().splitlines()
"""Folders, and files that stand beside folders, from the ground up: each may import those above it in this list."""
ONLY_IMPORTER: dict[str, str | tuple[str, ...]] = {
    "sentence_transformers": ("index.model.torch_encoder", "index.search.reranker"),  # one for each of its classes
    "onnxruntime": ("index.model.onnx_encoder", "index.model.onnx_export"),  # one runs what the other writes
    "tokenizers": ("index.model.onnx_encoder", "index.model.sentencepiece"),
    "huggingface_hub": "index.model.locate",
    "faiss": "index.search.vectors",
    "psycopg": "index.postgres.connection",
    "psycopg_pool": "index.postgres.connection",
    "pgvector": "index.postgres.connection",
    "sentencex": "index.language.sentences",
    "gradio": "bot.web.page",
    "uvicorn": "bot.web.serve",
    "fastapi": ("bot.web.application", "bot.web.page"),  # with Gradio, whose import takes seconds
    "httpx": "bot.reorder.llm_client",
    "bcrypt": "bot.users",
    "rapidfuzz": ("bot.quote_check.nearest", "index.search.names_across", "index.spelling.typos"),
    "simplemma": "index.language.dictionary",
    "anyascii": "index.language.sounds",
    "py3langid": "index.language.detect",
    "markdown_it": "bot.quote_check.markdown",
    "pysubs2": "index.readers.formats.captions",
    "mammoth": "index.readers.formats.docx",
    "selectolax": "index.readers.formats.html_tree",
    "striprtf": "index.readers.formats.rtf",
    "pypdfium2": "index.readers.formats.pdf_lines",
    "charset_normalizer": "index.readers.encoding",
    "mcp": "bot.agent.protocol",
    "mcp_types": "bot.agent.protocol",
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


def room(name: str) -> int:
    """The line of ROOMS that a module belongs to."""
    (line,) = (i for i, rooms in enumerate(ROOMS) for room in rooms.split() if f"{name}.".startswith(f"{room}."))
    return line


def test_imports_go_one_way() -> None:
    upward = [
        f"{name} imports {other}"
        for name, path in modules().items()
        for other in imported(path) & set(modules())
        if room(other) > room(name)
    ]
    assert upward == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    inside = {name: imported(path) & set(modules()) for name, path in modules().items()}
    TopologicalSorter(inside).prepare()  # raises CycleError, which names the circle


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


def test_packages_hold_only_their_docstring_but_for_the_python_door() -> None:
    packages = {*(ROOT / "index").rglob("__init__.py"), *(ROOT / "bot").rglob("__init__.py")}
    for path in packages - {ROOT / "bot" / "__init__.py"}:
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
        "import sys, bot.chat, bot.render.text, bot.render.html.frame, bot.render.json, bot.render.markdown\n"
        "heavy = 'torch sentence_transformers faiss gradio mammoth selectolax striprtf pypdfium2'.split()\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("code", "foreign"),
    [
        ("import bot", ""),
        ("from bot import VERSION, assemble, open_bot", ""),
        ("from bot.__main__ import main; main(['--help'])", ""),
        ("from bot.__main__ import main; main(['--version'])", ""),
        ("from index.readers.table import read_transcript; read_transcript(TEXT)", ""),
        ("from bot.__main__ import main; main(['check', '“Silk Road of Health”'])", "numpy sentencex"),
        ("from bot.__main__ import main; main(['read', str(TEXT)])", "numpy sentencex"),
    ],
)
def test_no_library_is_imported_before_it_is_needed(code: str, foreign: str) -> None:
    needed, _ = loaded(code)
    assert needed - loaded("pass")[0] == set(foreign.split())


def test_the_server_listens_before_what_takes_seconds_is_imported() -> None:
    needed, _ = loaded("import app, bot.web.serve, bot.web.starting, bot.web.loading, bot.web.access, index.library")
    assert "uvicorn" in needed
    assert needed & set("gradio fastapi pydantic pandas torch transformers onnxruntime faiss scipy".split()) == set()


def test_a_check_loads_nothing_of_questions_and_answers_are_searched_with() -> None:
    _, ours = loaded("from bot.__main__ import main; main(['check', '“Silk Road of Health”'])")
    searching = (
        "bot.chat",
        "bot.web",
        "index.search.retriever",
        "index.search.reranker",
        "index.spelling",
        "index.store",
    )
    assert [name for name in ours if name.startswith(searching)] == []


def test_a_text_loads_no_reader_of_another_format() -> None:
    _, ours = loaded("from index.readers.table import read_transcript; read_transcript(TEXT)")
    of_others = {f"index.readers.formats.{form}" for form in "delimited docx html odt pdf recognition rtf xml".split()}
    assert of_others <= set(modules())
    assert ours & of_others == set()


def test_the_python_door_still_has_all_that_it_names() -> None:
    import bot
    from bot.chat import Bot

    assert bot.Bot is Bot
    assert {name for name in bot.__all__ if getattr(bot, name, None) is None} == set()
    with pytest.raises(AttributeError, match="has no attribute 'Bots'"):
        bot.Bots  # noqa: B018


def loaded(code: str) -> tuple[set[str], set[str]]:
    """The libraries that are imported when `code` has run, and our own modules."""
    before = f"import sys; from pathlib import Path; TEXT = Path({str(INTERVIEW)!r})\n"
    tried = f"try:\n    {code}\nexcept SystemExit: pass\n"
    code = f"{before}{tried}print('\\n', *sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    names = run.stdout.rsplit("\n ", 1)[1].split()
    ours = {name for name in names if name.partition(".")[0] in ("bot", "index")}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"bot", "index"}, ours
