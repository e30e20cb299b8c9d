"""From scores of arcs to a tree: every word has one governor, one word is the root, and nothing goes in circles."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Lengths = NDArray[np.int64]
NEVER = np.float32(-1e9)


def trees(scores: Scores, lengths: Lengths) -> Lengths:
    """Return the governor of each word of several sentences, 0 beyond their ends.

    `scores` is [sentences, words, words + 1], padded; 0 is the root, words count from 1. Each word takes its best
    governor. That is a tree for nineteen sentences in twenty; the others are mended one by one.
    """
    longest = scores.shape[1]
    word = np.arange(longest)
    there = word < lengths[:, None]
    open_ = np.ones((len(there), longest + 1), dtype=bool)
    open_[:, 1:] = there
    scores = np.where(open_[:, None, :], scores, NEVER)
    scores[:, word, word + 1] = NEVER
    heads: Lengths = np.where(there, scores.argmax(axis=2), 0)
    above = np.zeros((len(heads), longest + 1), dtype=np.int64)  # whom each place hangs on; the root on itself
    above[:, 1:] = heads
    for _ in range(longest.bit_length()):  # each round looks twice as far up
        above = np.take_along_axis(above, above, axis=1)
    ok = ((heads == 0) & there).sum(axis=1) == 1
    ok &= (above == 0).all(axis=1)
    for at in np.flatnonzero(~ok).tolist():
        size = int(lengths[at])
        heads[at, :size] = _mended(scores[at, :size, : size + 1], heads[at, :size].tolist())
    return heads


def _mended(scores: Scores, heads: list[int]) -> list[int]:
    """Make a tree of the governors.

    The root goes to the word it suits best, and each circle is broken where that costs least: the first step of Chu and
    Liu (1965) and Edmonds (1967), without their search for the very best tree.
    """
    if heads.count(0) != 1:
        _one_root(scores, heads)
    scores[:, 0] = NEVER  # the root is taken
    for _ in heads:
        if not (circle := _circle(heads)):
            break
        _break(scores, heads, circle)
    return heads


def _one_root(scores: Scores, heads: list[int]) -> None:
    """Let the word keep or take the root that gains most by it, and give the others their next best."""
    rest = scores[:, 1:].max(axis=1) if len(scores) > 1 else np.zeros(1, dtype=np.float32)
    root = int((scores[:, 0] - rest).argmax())
    for word, head in enumerate(heads):
        if head == 0 and word != root:
            heads[word] = int(scores[word, 1:].argmax()) + 1
    heads[root] = 0


def _circle(heads: list[int]) -> list[int]:
    """Return the words of a circle, or none."""
    state = [0] * len(heads)  # which walk came by
    for start in range(len(heads)):
        word = start
        while word >= 0 and not state[word]:
            state[word] = start + 1
            word = heads[word] - 1
        if word >= 0 and state[word] == start + 1:
            found = [word]
            while (word := heads[word] - 1) != found[0]:
                found.append(word)
            return found
    return []


def _break(scores: Scores, heads: list[int], circle: list[int]) -> None:
    """Hang one word of a circle on a word outside it, where the loss is least.

    What hangs on the circle is no way out of it.
    """
    inside = np.zeros(len(heads) + 1, dtype=bool)
    inside[np.array(circle) + 1] = True
    for word in range(len(heads)):
        path: list[int] = []
        while word >= 0 and not inside[word + 1] and len(path) <= len(heads):
            path.append(word)
            word = heads[word] - 1
        if word >= 0 and inside[word + 1]:
            inside[np.array(path, dtype=int) + 1] = True
    ring = np.array(circle)
    gain = scores[ring] - scores[ring, np.array(heads)[ring]][:, None]
    gain[:, inside] = 2 * NEVER
    at, head = np.unravel_index(int(gain.argmax()), gain.shape)
    heads[circle[int(at)]] = int(head)
