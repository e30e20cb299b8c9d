"""The place a report was filed from, as it opens: "GENEVA (Reuters) - "."""

import re

_AGENCY = r"\((?:AP|AFP|dpa|CNN|UPI|PTI|ANI|EFE|ANSA|TASS|Reuters|Bloomberg|Xinhua|[A-Z][\w .&/-]{1,30})\)"
_DASH = r"\s*[-–—]{1,2}\s"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_REGION = rf"(?:,\s?(?!{_MONTH})[A-Z][\w. ]{{1,30}}?)"
_DATE = r"(?:,\s?[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?)?"
_LOUD = re.compile(rf"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{{2,40}}{_REGION}{{0,2}}){_DATE}\s*(?:{_AGENCY})?{_DASH}")
_QUIET = re.compile(rf"(?P<place>[A-ZÀ-Þ][\w'’. -]{{2,30}}{_REGION}?){_DATE}\s*{_AGENCY}{_DASH}")


def dateline(text: str) -> str:
    """Return the place that `text` opens with, or an empty string.

    A place in capitals before a dash is one; in ordinary letters it needs an agency's name in brackets.
    """
    found = _LOUD.match(text) or _QUIET.match(text)
    return found["place"].strip(" ,") if found else ""
