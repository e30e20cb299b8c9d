"""Which facts make the sentence known in which they stand, once two origins carry them."""

from stet.news import Kind


def makes_known(kind: Kind, *, quoting: bool) -> bool:
    """Say whether a fact that two origins carry makes its sentence known.

    A name, a place or a day that both have does not, nor does it that the same office spoke in both. A sentence that
    quotes (`quoting`) is known by its quotation alone: a figure that is right makes nobody's remark a fact.
    """
    if quoting or kind is Kind.QUOTATION:
        return kind is Kind.QUOTATION
    return kind in {Kind.FIGURE, Kind.EVENT}
