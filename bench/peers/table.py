"""Results become a Markdown table, the best of each column in bold, and how we compare with the best peer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.peers.environments import OURS
from bench.peers.measure import Result


@dataclass(frozen=True, slots=True)
class Column:
    """A figure: how it is read from a result and written; `more` says that more is better."""

    heading: str
    value: Callable[[Result], float]
    shown: str
    more: bool = False

    def better(self, ours: float, theirs: float) -> float:
        """How many times better ours is."""
        return ours / theirs if self.more else theirs / ours


COLUMNS = (
    Column("start to first answer", lambda result: result.median("first_answer"), "{:.2f} s"),
    Column("indexing, passages/s", lambda result: result.median("rate"), "{:.1f}", more=True),
    Column("of processor time", lambda result: result.median("cpu_rate"), "{:.1f}", more=True),
    Column("warm p50", lambda result: 1000 * result.median("p50"), "{:.1f} ms"),
    Column("warm p95", lambda result: 1000 * result.median("p95"), "{:.1f} ms"),
    Column("peak memory", lambda result: result.median("peak") / 1e6, "{:.0f} MB"),
    Column("index on disk", lambda result: result.median("disk") / 1e6, "{:.2f} MB"),
)


def table(results: Sequence[Result]) -> str:
    """A row a peer, ours first where it is there, and the ratios, where more than 1 says that ours is better."""
    sets = list(dict.fromkeys(name for result in results for name in result.ndcg))
    columns = [*COLUMNS, *(_quality(name) for name in sets)]
    whole = [result for result in results if not result.failed]
    lines = [_row(["", *(column.heading for column in columns)]), _row(["---"] * (len(columns) + 1))]
    lines += [_figures(result, columns, whole) for result in results]
    ours = [result for result in whole if result.entry == OURS]
    theirs = [result for result in whole if result.entry != OURS]
    hybrid = [result for result in theirs if result.entry.is_hybrid]
    for name, peers in (("the best peer", theirs), ("the best hybrid peer", hybrid)):
        if ours and peers:
            lines.append(_ratios(f"ours against {name}", ours[0], peers, columns))
    return "\n".join(lines)


def _quality(name: str) -> Column:
    return Column(f"nDCG@10 {name}", lambda result: result.ndcg[name], "{:.3f}", more=True)


def _figures(result: Result, columns: Sequence[Column], whole: Sequence[Result]) -> str:
    name = f"{result.entry.title} ({result.entry.how})"
    if result.failed:
        return _row([name, f"failed: {result.failed}".replace("|", "/"), *[""] * (len(columns) - 1)])
    cells = []
    for column in columns:
        shown, best = column.shown.format(column.value(result)), _best(column, whole)
        cells.append(f"**{shown}**" if column.value(result) == best else shown)
    return _row([name, *cells])


def _ratios(name: str, ours: Result, peers: Sequence[Result], columns: Sequence[Column]) -> str:
    ratios = [column.better(column.value(ours), _best(column, peers)) for column in columns]
    return _row([name, *(f"{ratio:.2f}×" for ratio in ratios)])


def _best(column: Column, results: Sequence[Result]) -> float:
    return (max if column.more else min)(column.value(result) for result in results)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
