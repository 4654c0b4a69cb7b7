"""Lessons become a reader: what is read in a step, what is lost by it, and the steps, which can be resumed."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from bench.answers import whole
from bench.lessons import Lesson
from bench.sets import SetError
from index.model.encoder import Pieces
from index.model.torch_reader import ReaderNetwork
from index.model.utterance import Special, Utterance, read_together, texts

LISTED = 4
"""Utterances that are read with a question in a step."""
MEANT = 2
"""Of the wrong ones that the question was written for, how many at most."""
HARD = 8
"""Of the other wrong ones the best by the search, of which the rest is drawn; the nth as often as 1 / (n + 1)."""
BARE = 0.25
"""How often what was said before, and what was asked, are left out: so that neither is leaned on too much."""
QUESTIONS = 16
"""Asked in a step."""
RATE, HEAD_RATE, WARM_UP = 2e-4, 1e-3, 0.06
"""Learning rates of the layers and of the head; the share of the steps in which they rise, to fall to 0 in the rest."""
DECAY, LONGEST_SLOPE = 0.01, 1.0
"""Of AdamW (Loshchilov and Hutter 2019); the length to which a step's gradient is cut."""
POINTWISE = 0.5
"""How much the pointwise loss counts beside the listwise one."""
KEEP_EVERY = 50
"""Steps after which everything is kept, so that a run that is cut off goes on from there."""
Loss = Literal["both", "listwise", "pointwise"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does: another one can't resume it."""

    loss: Loss
    epochs: float
    kept: int
    seed: int
    lessons: int

    @property
    def steps(self) -> int:
        return round(self.epochs * self.lessons / QUESTIONS)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Some utterances of a lesson: first a right one, if there is one."""

    question: str
    utterances: tuple[Utterance, ...]
    has_right: bool


class Cutter:
    """A tokenizer that cuts each text once."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoTokenizer

        self._tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        self.special = special_of(self._tokenizer)
        self._known: dict[str, Pieces] = {}

    def pairs(self, drawn: Drawn) -> list[list[int]]:
        """What is read of each utterance, as ids."""
        question, *parts = self._pieces([drawn.question, *texts(drawn.utterances)])
        return read_together(question, parts, self.special)

    def _pieces(self, given: Sequence[str]) -> list[Pieces]:
        new = [text for text in dict.fromkeys(given) if text not in self._known]
        if new:
            cut = self._tokenizer(new, add_special_tokens=False, truncation=False, verbose=False)["input_ids"]
            self._known |= {text: Pieces(tuple(ids), ()) for text, ids in zip(new, cut, strict=True)}
        return [self._known[text] for text in given]


def special_of(tokenizer: Any) -> Special:
    """Raises SetError for a tokenizer that has no piece to begin a text and none to part two."""
    first, between = tokenizer.cls_token_id, tokenizer.sep_token_id
    if first is None or between is None:
        raise SetError("expected a model whose tokenizer has a first and a parting piece ([CLS], [SEP]); found none")
    return Special(first, between)


def draw(lesson: Lesson, seed: str) -> Drawn:
    """A right utterance, if there is one, and wrong ones: what the question was written for, and hard ones."""
    rng = random.Random(f"{seed} {lesson.set} {lesson.id}")
    numbers = range(len(lesson.right))
    right = [number for number in numbers if lesson.right[number]]
    chosen = [rng.choice(right)] if right else []
    meant = [number for number in numbers if lesson.about[number] and not lesson.right[number]]
    chosen += rng.sample(meant, min(len(meant), MEANT))
    hard = [number for number in numbers if not lesson.right[number] and number not in chosen][:HARD]
    weights = [1 / (rank + 2) for rank in range(len(hard))]
    while hard and len(chosen) < LISTED:
        (place,) = rng.choices(range(len(hard)), weights)
        chosen.append(hard.pop(place))
        weights.pop(place)
    without = {name: "" for name in ("before", "asked") if rng.random() < BARE}
    heard = [replace(lesson.utterances[number], **without) for number in chosen]
    return Drawn(lesson.question, tuple(heard), bool(right))


def steps(lessons: Sequence[Lesson], plan: Plan) -> Iterator[list[Drawn]]:
    """The questions of each step: all of them in an order of their own, then again in another, to the plan's end."""
    done = epoch = 0
    waiting: list[Drawn] = []
    while done < plan.steps:
        if len(waiting) < QUESTIONS:
            order = list(lessons)
            random.Random(f"{plan.seed} {epoch}").shuffle(order)
            waiting += [draw(lesson, f"{plan.seed} {epoch}") for lesson in order]
            epoch += 1
        yield waiting[:QUESTIONS]
        waiting = waiting[QUESTIONS:]
        done += 1


def loss_of(logits: torch.Tensor, has_right: bool, loss: Loss) -> torch.Tensor:
    """Of the logits of one question, that of the right utterance first, if there is one.

    Listwise: -log of the share of the softmax that falls on it, or on a null answer with the logit 0 where nothing is
    right. Pointwise: the mean logistic loss of each by itself.
    """
    with_null = torch.cat([logits.new_zeros(1), logits])
    listwise = torch.logsumexp(with_null, 0) - with_null[int(has_right)]
    signs = torch.ones_like(logits)
    signs[0] = -1.0 if has_right else 1.0
    pointwise = torch.nn.functional.softplus(signs * logits).mean()
    if loss == "listwise":
        return listwise
    return pointwise if loss == "pointwise" else listwise + POINTWISE * pointwise


def rate_at(step: int, plan: Plan) -> float:
    """The share of the learning rates at a step: rising, then falling, both in a straight line.

    >>> [rate_at(step, Plan("both", 1.0, 2, 1, 1600)) for step in (0, 5, 53)]
    [0.16666666666666666, 1.0, 0.5]
    """
    rising = max(WARM_UP * plan.steps, 1)
    return min((step + 1) / rising, (plan.steps - step) / max(plan.steps - rising, 1))


def learn(
    lessons: Sequence[Lesson],
    plan: Plan,
    base: Path,
    work: Path,
    *,
    started: Path | None = None,
    bfloat16: bool = False,
    report: Callable[[int, int, float], None] | None = None,
) -> tuple[ReaderNetwork, Special]:
    """The model in the folder `base` after the plan, on an accelerator if there is one; what is kept in `work` goes on.
    With `started`, a reader's file, its layers are trained further.

    `report` is told the step, of how many, and the mean loss of the last ones. Raises SetError where another plan's
    run is kept.
    """
    network = ReaderNetwork(base, plan.kept).to("cuda" if torch.cuda.is_available() else "cpu").train()
    if started:
        network.load_own(load_file(started))
    cutter, optimiser = Cutter(base), _optimiser(network)
    begin, losses = _resume(work / "learning.pt", network, optimiser, plan), []
    for step, drawn in enumerate(steps(lessons, plan)):
        if step < begin:
            continue
        torch.manual_seed(plan.seed * plan.steps + step)  # of the dropout, the same in a run that is resumed
        loss = _loss(network, cutter, drawn, plan.loss, bfloat16)
        _step(network, optimiser, loss, rate_at(step, plan))
        losses.append(loss.item())
        if (step + 1) % KEEP_EVERY == 0 or step + 1 == plan.steps:
            _keep(work / "learning.pt", network, optimiser, plan, step + 1)
            if report:
                report(step + 1, plan.steps, float(np.mean(losses[-KEEP_EVERY:])))
    return network.eval(), cutter.special


def write_reader(network: ReaderNetwork, special: Special, path: Path, base: str, plan: Plan) -> None:
    """What is not the base model's, in float16; `base` is the model's digest."""
    head = {"base": base, "first": str(special.first), "between": str(special.between)}
    head |= {name: str(value) for name, value in asdict(plan).items()}
    save_file({name: tensor.half().contiguous().cpu() for name, tensor in network.own().items()}, path, metadata=head)


def _loss(network: ReaderNetwork, cutter: Cutter, drawn: Sequence[Drawn], loss: Loss, bfloat16: bool) -> torch.Tensor:
    """The mean of the questions of a step."""
    pairs = [cutter.pairs(one) for one in drawn]
    with torch.autocast(network.head.weight.device.type, torch.bfloat16, enabled=bfloat16):
        logits = network.read([pair for of_one in pairs for pair in of_one])
    of_each = torch.split(logits, [len(of_one) for of_one in pairs])
    lost = [loss_of(own, one.has_right, loss) for own, one in zip(of_each, drawn, strict=True) if len(own)]
    return torch.stack(lost).mean()


def _step(network: ReaderNetwork, optimiser: torch.optim.Optimizer, loss: torch.Tensor, rate: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = group["full"] * rate
    optimiser.zero_grad()
    torch.autograd.backward(loss)
    torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_SLOPE)
    optimiser.step()


def _optimiser(network: ReaderNetwork) -> torch.optim.Optimizer:
    layers = {"params": list(network.upper.parameters()), "full": RATE}
    head = {"params": list(network.head.parameters()), "full": HEAD_RATE}
    return torch.optim.AdamW([layers, head], lr=RATE, weight_decay=DECAY)


def _keep(path: Path, network: ReaderNetwork, optimiser: torch.optim.Optimizer, plan: Plan, step: int) -> None:
    kept = {"own": network.own(), "optimiser": optimiser.state_dict(), "plan": asdict(plan), "step": step}
    with whole(path) as beside:
        torch.save(kept, beside)


def _resume(path: Path, network: ReaderNetwork, optimiser: torch.optim.Optimizer, plan: Plan) -> int:
    """The step to go on with."""
    if not path.exists():
        return 0
    kept = torch.load(path, map_location=network.head.weight.device)
    if kept["plan"] != asdict(plan):
        raise SetError(
            f"{path}: expected a run by {asdict(plan)}; found one by {kept['plan']}: delete it to begin anew"
        )
    network.load_own(kept["own"])
    optimiser.load_state_dict(kept["optimiser"])
    return int(kept["step"])
