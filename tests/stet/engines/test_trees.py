"""Trees from scores: whatever the scores, one root, no circles, and the best governors where they make a tree."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stet.engines.trees import trees

SCORES = st.integers(1, 9).flatmap(
    lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n + 1, max_size=n + 1), min_size=n, max_size=n)
)


def tree(scores: np.ndarray) -> list[int]:
    """The governors of one sentence, read between a shorter and a longer one that are padded with what is not there."""
    size = len(scores)
    several = np.full((3, size + 2, size + 3), 99, dtype=np.float32)
    several[1, :size, : size + 1] = scores
    several[0], several[2, 0, :2] = 0, 1
    return trees(several, np.array([size + 2, size, 1]))[1, :size].tolist()


def reaches_the_root(heads: list[int], word: int) -> bool:
    for _ in heads:
        word = heads[word] - 1
        if word < 0:
            return True
    return False


@given(SCORES)
def test_any_scores_give_a_tree_with_one_root(rows: list[list[int]]) -> None:
    heads = tree(np.array(rows, dtype=np.float32))
    assert heads.count(0) == 1
    assert all(reaches_the_root(heads, word) for word in range(len(heads)))


def test_the_best_governors_stand_where_they_make_a_tree() -> None:
    scores = np.zeros((3, 4), dtype=np.float32)
    scores[0, 2] = scores[1, 0] = scores[2, 2] = 5
    assert tree(scores) == [2, 0, 2]


def test_a_circle_is_broken_where_it_costs_least() -> None:
    scores = np.full((3, 4), -9, dtype=np.float32)
    scores[0, 0] = 5  # "came" is the root
    scores[1, 3], scores[2, 2] = 5, 5  # two words that hang on each other
    scores[1, 1], scores[2, 1] = 1, 4
    assert tree(scores) == [0, 3, 1]


def test_the_scores_given_are_left_alone() -> None:
    scores = np.ones((1, 3, 4), dtype=np.float32)
    trees(scores, np.array([3]))
    assert (scores == 1).all()
