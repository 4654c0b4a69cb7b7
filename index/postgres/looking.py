"""Where is looked, worked out once for all questions that look there."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.postgres.legs import Among
from index.postgres.numbering import Numbering
from index.scope import Scope
from index.search.segment import Rows
from index.search.segmented import SegmentedCorpus

HELD = 4
"""Scopes that are held for the next question."""


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """The rows of a scope that may be statements, rising; of every row whether it is one; both, to be searched."""

    served: Rows
    is_served: NDArray[np.bool_]
    sentences: Among
    paragraphs: Among


class Looking:
    """In a corpus whose sentences and paragraphs are so numbered in a store. Thread-safe."""

    def __init__(self, whole: SegmentedCorpus, sentences: Numbering, paragraphs: Numbering) -> None:
        self._whole, self._sentences, self._paragraphs = whole, sentences, paragraphs
        self._of_served = whole.paragraphs_of(whole.served)
        self._held: OrderedDict[Scope, Within] = OrderedDict()
        self._lock = threading.Lock()

    def within(self, scope: Scope) -> Within:
        with self._lock:
            found = self._held.pop(scope, None) or self._made(scope)
            self._held[scope] = found
            if len(self._held) > HELD:
                self._held.popitem(last=False)
            return found

    def _made(self, scope: Scope) -> Within:
        whole, served = self._whole, self._whole.served_in(scope)
        is_served = np.zeros(len(whole), bool)
        is_served[served] = True
        paragraphs = Among(whole.paragraphs_of(served), self._of_served, self._paragraphs)
        return Within(served, is_served, Among(served, whole.served, self._sentences), paragraphs)
