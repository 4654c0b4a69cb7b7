"""python -m bench ablate: what each signal of the ranking is worth on a set, fitted again without it."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.examples import Example, examples
from bench.fit import HALVES, WITHIN
from bench.fitting import fit_ranking, scores
from bench.measures import Estimate, paired_difference
from bench.sets import SetError, halves, read_set_to_fit
from bot.commands.options import add_model
from index.model.embedder import ModelEmbedder
from index.search.ranking import FIXED

FIGURES = ("hit@1", "hit@3", "p@5")
FIXED_MIX, ALL = "the fixed mix", "all signals"


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("ablate", help="switch each signal of the ranking off in turn")
    parser.add_argument("set", type=Path, metavar="SET_DIR")
    add_model(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    evaluation_set = read_set_to_fit(options.set)
    embedder = ModelEmbedder(options.model, cache=options.cache)
    asked = [example for example in examples(evaluation_set, embedder, options.cache) if example.answerable]
    if not asked:
        raise SetError(f"{options.set}: expected answerable questions; found none")
    print(
        f"{evaluation_set.name}: {len(asked):,} answerable questions, each half fitted on the other, one sentence each"
    )
    print(f"  {'without':16}" + "".join(f"{name:>8}{'change, 95 % interval':>26}" for name in FIGURES))
    of_all = figures(asked, cross_fitted(asked, WITHIN.ranked_by))
    _print(ALL, asked, of_all, of_all)
    for signal in WITHIN.ranked_by:
        others = [name for name in WITHIN.ranked_by if name != signal]
        _print(signal, asked, figures(asked, cross_fitted(asked, others)), of_all)
    _print(FIXED_MIX, asked, figures(asked, [FIXED] * len(asked)), of_all)
    return 0


def cross_fitted(asked: Sequence[Example], names: Sequence[str]) -> list[Mapping[str, float]]:
    """Weights for each example, from the half of the articles that it is not in."""
    half_of = halves(example.doc for example in asked)
    weights_for = []
    for half in range(HALVES):
        outside = [example for example in asked if half_of[example.doc] != half]
        weights_for.append(fit_ranking([outside], names))
    return [weights_for[half_of[example.doc]] for example in asked]


def figures(asked: Sequence[Example], weights: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """The values whose mean is each figure, a question after the other."""
    values: dict[str, list[float]] = {name: [] for name in FIGURES}
    for example, own_weights in zip(asked, weights, strict=True):
        right = example.right[np.argsort(-scores(example, own_weights), kind="stable")]
        for name, value in zip(FIGURES, (right[0], right[:3].any(), right[:5].sum() / 5), strict=True):
            values[name].append(float(value))
    return values


def _print(
    name: str, asked: Sequence[Example], values: Mapping[str, Sequence[float]], of_all: Mapping[str, Sequence[float]]
) -> None:
    articles = [example.article for example in asked]
    line = f"  {name:16}"
    for figure in FIGURES:
        change = paired_difference(articles, values[figure], of_all[figure])
        line += f"{np.mean(values[figure]):8.3f}{_change(change):>26}"
    print(line, flush=True)


def _change(change: Estimate) -> str:
    return f"{change.value:+.3f} ({change.low:+.3f} to {change.high:+.3f})"
