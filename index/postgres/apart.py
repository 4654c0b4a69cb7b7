"""A segment of many transcripts becomes segments of one each, as they are stored."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.search.postings import Postings
from index.search.segment import Rows, Segment, frequencies


def apart(segment: Segment, chosen: Rows) -> Iterator[Segment]:
    """Of the `chosen` transcripts, which rise, one after the other; without what is counted of paragraphs, which
    follows from the rest.
    """
    is_chosen = np.zeros(len(segment.legible), bool)
    is_chosen[chosen] = True
    kept = np.repeat(is_chosen, np.diff(segment.firsts))
    words, grams = _Turned(segment.words, kept), _Turned(segment.grams, kept)
    for number in chosen.tolist():
        yield _one(segment, number, slice(*segment.firsts[number : number + 2].tolist()), words, grams)


def _one(segment: Segment, number: int, rows: slice, words: "_Turned", grams: "_Turned") -> Segment:
    speakers, speaker = np.unique(segment.speaker[rows], return_inverse=True)
    paragraph = segment.paragraph[rows] - segment.paragraph[rows.start]
    paragraphs = slice(int(segment.paragraph[rows.start]), int(segment.paragraph[rows.stop - 1]) + 1)
    asking, starts, answers = _questions(segment, rows)
    runs = np.asarray(segment.token_runs[rows])
    pieces = slice(int(runs[:, 0].min()), int(runs[:, 1].max()))
    ids = np.asarray(segment.token_ids[pieces])
    return Segment(
        speakers=tuple(segment.speakers[row] for row in speakers.tolist()),
        firsts=np.array([0, rows.stop - rows.start]),
        legible=np.asarray(segment.legible[number : number + 1]),
        paragraph=paragraph.astype(np.int32),
        served=np.asarray(segment.served[rows]),
        length=np.asarray(segment.length[rows]),
        speaker=speaker.astype(np.int32),
        role=np.asarray(segment.role[rows]),
        asking=asking,
        asking_starts=starts,
        answers=answers,
        sentence_vectors=np.asarray(segment.sentence_vectors[rows]),
        paragraph_vectors=np.asarray(segment.paragraph_vectors[paragraphs]),
        tokens=np.asarray(segment.tokens[pieces]),
        token_runs=runs - pieces.start,
        token_ids=ids,
        piece_frequencies=frequencies(ids, runs - pieces.start),
        words=words.of(rows),
        paragraph_words=words.of(slice(0, 0)),
        grams=grams.of(rows),
    )


def _questions(segment: Segment, rows: slice) -> tuple[Rows, Rows, NDArray[np.int32]]:
    """Segment.asking, asking_starts and answers of one transcript."""
    starts = segment.asking_starts
    of_rows = segment.asking[np.minimum(starts[:-1], len(segment.asking) - 1)] if len(starts) > 1 else np.zeros(0)
    own = np.flatnonzero((rows.start <= of_rows) & (of_rows < rows.stop))
    answers = np.asarray(segment.answers[rows])
    if not len(own):
        return np.zeros(0, np.int64), np.zeros(1, np.int64), answers
    first, last = int(own[0]), int(own[-1]) + 1
    asking = segment.asking[starts[first] : starts[last]] - rows.start
    answers = np.where(answers >= 0, answers - first, answers).astype(np.int32)
    return asking, starts[first : last + 1] - starts[first], answers


class _Turned:
    """Postings in the order of their documents, of those that are `kept`."""

    def __init__(self, postings: Postings, kept: NDArray[np.bool_]) -> None:
        order = np.flatnonzero(kept[postings.documents])
        order = order[np.argsort(postings.documents[order], kind="stable")]
        self._postings, self._documents, self._times = postings, postings.documents[order], postings.times[order]
        self._places = np.repeat(np.arange(len(postings.terms)), np.diff(postings.starts))[order]

    def of(self, rows: slice) -> Postings:
        """Of some documents, numbered anew."""
        own = slice(*np.searchsorted(self._documents, (rows.start, rows.stop)).tolist())
        order = np.argsort(self._places[own], kind="stable")
        places, sizes = np.unique(self._places[own], return_counts=True)
        return Postings(
            terms=self._postings.terms[places],
            starts=np.concatenate([[0], np.cumsum(sizes)]),
            documents=(self._documents[own][order] - rows.start).astype(np.int32),
            times=self._times[own][order],
            lengths=np.asarray(self._postings.lengths[rows]),
        )
