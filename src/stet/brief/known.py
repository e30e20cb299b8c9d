"""Which facts make the sentence known in which they stand, once two origins carry them."""

from stet.news import Kind

# The checker's rule for an event whose words it found over several sentences, none of which need say it: "Traders had
# expected a unanimous vote" so stood as borne out by "The Bank expects inflation to reach its target".
_SPREAD = "told-in-several-sentences"


def makes_known(kind: Kind, rule: str, *, quoting: bool) -> bool:
    """Say whether a fact that two origins carry, as `rule` found it, makes its sentence known.

    A name, a place or a day that both have does not, nor does it that the same office spoke in both. A sentence that
    quotes (`quoting`) is known by its quotation alone: a figure that is right makes nobody's remark a fact.
    """
    if quoting or kind is Kind.QUOTATION:
        return kind is Kind.QUOTATION
    return kind is Kind.FIGURE or (kind is Kind.EVENT and rule != _SPREAD)
