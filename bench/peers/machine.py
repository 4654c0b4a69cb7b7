"""What was measured on: two cores for all, and their name."""

import os
import platform
import re
from pathlib import Path

CORES = 2


def take_cores() -> int:
    """Keep this process, and all that it starts, to CORES cores; how many it got."""
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    os.sched_setaffinity(0, cores)
    return len(cores)


def described(cores: int) -> str:
    """Model of the processor, cores used, memory, Python."""
    model = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    name = model[1] if model else platform.machine()
    total = re.search(r"^MemTotal:\s*(\d+) kB", _read("/proc/meminfo"), re.MULTILINE)
    memory = f", {int(total[1]) / 2**20:.0f} GiB" if total else ""
    return f"{name}, {cores} cores{memory}, Python {platform.python_version()}"


def load() -> float:
    """Processes that want a core, on average of the last minute: 0 on a quiet machine before the measuring."""
    return os.getloadavg()[0]


def _read(path: str) -> str:
    return Path(path).read_text() if Path(path).exists() else ""
