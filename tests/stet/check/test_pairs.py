"""What must be told apart, and what must be seen as the same: every pair of gates/pairs.py, each way."""

import importlib.util
import sys
from pathlib import Path

import pytest

_PATH = Path(__file__).parents[3] / "gates" / "pairs.py"
_SPEC = importlib.util.spec_from_file_location("pairs_gate", _PATH)
assert _SPEC
assert _SPEC.loader
gate = importlib.util.module_from_spec(_SPEC)
sys.modules["pairs_gate"] = gate
_SPEC.loader.exec_module(gate)


def _ways(pairs):
    return [
        pytest.param(source, copy, id=f"{pair.what}{' back' * way}")
        for pair in pairs
        for way, (source, copy) in enumerate(
            [(pair.source, pair.copy), (pair.copy, pair.source)][: 2 if pair.back else 1]
        )
    ]


@pytest.mark.parametrize(("source", "copy"), _ways(gate.APART))
def test_copy_that_changes_one_fact_has_a_problem(source, copy):
    assert gate.problems(source, copy)


@pytest.mark.parametrize(("source", "copy"), _ways(gate.SAME))
def test_copy_that_keeps_every_fact_has_none(source, copy):
    assert gate.problems(source, copy) == []
