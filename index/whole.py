"""Files that are written whole or not at all."""

import tempfile
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write it beside its place, in a folder that is made for that, and rename it. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=file.parent, ignore_cleanup_errors=True) as work:
        whole = Path(work, file.name)
        whole.write_bytes(content)
        whole.replace(file)
