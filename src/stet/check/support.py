"""Support: how far a whole text is carried by its sources, 0 to 1. For screening and benchmarks, never for readers."""

from collections.abc import Sequence

from stet.check.statements import Reading
from stet.engines.entail import Entailment
from stet.news import Finding


def score(text: str, readings: Sequence[Reading], findings: Sequence[Finding], entail: Entailment | None) -> float:
    """Return the support of a text; 0 where there is nothing to check against."""
    if not readings:
        return 0.0
    cover = sum(reading.cover for reading in readings) / len(readings)
    problems = sum(not finding.verdict.stands for finding in findings)
    return max(0.0, min(1.0, cover * 0.8**problems))
