"""python -m bench.questions: how often the right sentence of the interview comes first, and among the first three."""

import json
from pathlib import Path

from bot.chat import Bot, open_bot
from bot.options import DEFAULT_TRANSCRIPT, ROOT

QUESTIONS = ROOT / "data" / "questions.jsonl"
K = 3


def read_questions(path: Path) -> list[dict[str, object]]:
    """Rows {id, question, spans}: `spans` are [start, stop) of the sentences that answer."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def rank_of(bot: Bot, question: str, spans: list[list[int]]) -> int:
    """The rank of the first statement that is one of `spans`, 0 if none of the first three is."""
    statements = bot.ask(question, k=K).statements
    ranks = (s.rank for s in statements if [s.citation.start, s.citation.stop] in spans)
    return next(ranks, 0)


def main() -> None:
    bot = open_bot([DEFAULT_TRANSCRIPT])
    rows = [row for row in read_questions(QUESTIONS) if row["spans"]]
    ranks = [rank_of(bot, row["question"], row["spans"]) for row in rows]  # type: ignore[arg-type]
    for row, rank in zip(rows, ranks, strict=True):
        if rank != 1:
            print(f"{'not in 3' if rank == 0 else f'rank {rank}':9} {row['question']}")
    first, three = sum(rank == 1 for rank in ranks), sum(rank > 0 for rank in ranks)
    print(f"{len(rows)} questions: right sentence first {first}, among the first {K} {three}")


if __name__ == "__main__":
    main()
