"""What news sites put around an article, known by its words: buttons, counts, notes of law, calls to subscribe.

The words are in furniture.toml. A line must be furniture as a whole: an article that speaks of cookies keeps its
sentence, and a paragraph of law or of self-praise that holds a quotation stays.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

_LONGEST = 1_000  # characters; a longer line is a paragraph, whatever it opens with
_COUNT = r"\\d[\\d.,]*\\s?[km]?\\+?"
_QUOTED = re.compile(r"[\"“”«»]")
_BIO = re.compile(
    r"(?:About )?(?:[A-Z][\w'’.-]+ ){1,4}(?:is|was|has been|covers|writes|reports|joined|works|speciali[sz]es|lives)\b"
    r"(?:[ ,]+[\w'’-]+){0,10}[ ,]+(?:reporter|journalist|correspondent|editor|columnist|writer|author|contributor"
    r"|producer|intern|chief|freelancer?|staff|blogger|reporting|professor|fellow|analyst|newsletter)\b"
)
_OPENS_APPEAL = re.compile(r"(?:our|we|support|subscribe|join|follow|thank you|at [A-Z]|help us|your)\b", re.IGNORECASE)
_OPENS_COMMENTS = re.compile(
    r"\(?\d[\d,.]*\)? ?(?:comments?|responses|thoughts on .*|replies)|(?:comments?|discussion) ?\(?\d[\d,.]*\)?"
)


class _Words:
    """The lists of furniture.toml, compiled."""

    def __init__(self) -> None:
        listed = tomllib.loads((resources.files("stet.read") / "furniture.toml").read_text("utf-8"))
        self.follow_on = frozenset(listed["follow_on"])
        self.comments = frozenset(listed["comments"])
        self.about = frozenset(listed["about"])
        self.buttons = frozenset(listed["buttons"])
        self.headings = self.follow_on | self.comments | self.about
        lines = "|".join(f"(?:{p})" for p in listed["lines"])
        self.lines = re.compile(re.sub("COUNT", _COUNT, lines), re.IGNORECASE)
        self.rights = re.compile("|".join(f"(?:{p})" for p in listed["rights"]), re.IGNORECASE)
        self.law = re.compile("|".join(listed["law"]), re.IGNORECASE)
        self.ourselves = re.compile("|".join(listed["ourselves"]), re.IGNORECASE)


@cache
def _words() -> _Words:
    return _Words()


def key(line: str) -> str:
    """Return a line as the phrase lists write it: lower case, straight apostrophes, no bullets, colons or arrows."""
    plain = line[:_LONGEST].replace("’", "'").replace("\u00a0", " ").lower()
    return re.sub(r"\s+", " ", plain).strip(" \t:•·*–—-|>»›→…+#&,.!▼▲▾⌄×✕")


def is_furniture(line: str) -> bool:
    """Say whether a whole line is furniture: a button, a count, a credit, a breadcrumb, a notice of law."""
    plain = line.strip()
    if len(plain) > _LONGEST:
        return False
    name, known = key(plain), _words()
    if not name or name in known.buttons or name in known.headings or _is_button_row(name):
        return True
    return bool(known.lines.fullmatch(plain.replace("’", "'")))


@lru_cache(maxsize=10_000)
def known(line: str) -> tuple[bool, bool]:
    """Say of a line whether it is furniture, and whether it is short and heads something that is not the article.

    Kept for lines that were seen before: a site's menu stands on every page of it.
    """
    return is_furniture(line), len(line) < 80 and opens_other(line)


def opens_other(line: str) -> bool:
    """Say whether a line heads anything that is not the article: other articles, comments, a box on the author."""
    return opens_follow_on(line) or opens_comments(line) or opens_about(line)


def opens_follow_on(line: str) -> bool:
    """Say whether a line heads a list of other articles."""
    name = key(line)
    return name in _words().follow_on or bool(re.fullmatch(r"more (?:from|in|about|on|by|stories)\b.{0,60}", name))


def opens_comments(line: str) -> bool:
    """Say whether a line heads what readers wrote."""
    name = key(line)
    return name in _words().comments or bool(_OPENS_COMMENTS.fullmatch(name))


def opens_about(line: str) -> bool:
    """Say whether a line heads a box on the author or the outlet."""
    name = key(line)
    return name in _words().about or name.startswith("about the author")


def is_rights(line: str) -> bool:
    """Say whether a line claims the rights to the page, or names what it was filed under: nothing comes after these."""
    return len(line) <= _LONGEST and bool(_words().rights.fullmatch(line.strip()))


def is_law(paragraph: str) -> bool:
    """Say whether a paragraph is a disclaimer or a notice of rights."""
    return bool(_words().law.search(paragraph)) and not _QUOTED.search(paragraph)


def is_about_ourselves(paragraph: str) -> bool:
    """Say whether a paragraph speaks of the outlet or its author, as boxes under an article do.

    Only for paragraphs at the edge of an article: a leading article may say "our readers" in its midst.
    """
    if _BIO.match(paragraph) and len(paragraph) < 600:
        return True
    spoken = len(_words().ourselves.findall(paragraph))
    appeal = spoken == 1 and bool(_OPENS_APPEAL.match(paragraph))
    return (spoken >= 2 or appeal) and not _QUOTED.search(paragraph)


def _is_button_row(name: str) -> bool:
    """Say whether a line is several buttons that were copied as one, such as "Share Tweet Email"."""
    words = name.split()
    return 1 < len(words) <= 12 and all(w.strip("|•·/,") in _words().buttons or w in "|•·/-" for w in words)
