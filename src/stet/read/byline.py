"""Who wrote it: names out of the ways in which pages write them."""

import re

_DESKS = re.compile(
    r"(?:the )?(?:editorial(?: (?:team|board|staff|desk))?|editors?|staff|newsroom|news ?desk|web ?desk|online desk)"
    r"|staff (?:reporter|writer|correspondent|report)s?|(?:our )?(?:special )?correspondent|(?:news )?agenc(?:y|ies)"
    r"|wire (?:service|report)s?|associated press|reuters|ap|afp|dpa|pti|ani|ians|upi|bloomberg(?: news)?|tass|xinhua"
    r"|agence france-presse|press association"
    r"|[A-Z][\w.&' ]{1,30} (?:staff|newsroom|desk|bureau|team|reporters?|correspondent|editorial|editors)",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_][\w'’.\-]*"
_PARTICLE = r"(?:de|da|di|del|della|der|den|van|von|la|le|el|al|bin|ibn|ben|dos|du|y|zu|ter|ten)"
_PERSON = re.compile(rf"(?:{_NAME})(?: (?:{_NAME}|{_PARTICLE})){{1,4}}")
_LEAD = re.compile(
    r"^\W*(?:(?:story|text|report|article|reporting|words|analysis|opinion|comment|review|posted|published|written"
    r"|reported|edited|photos?|interview|as told to|veröffentlicht|publiziert|geschrieben|verfasst|gepostet|erstellt"
    r"|ein (?:beitrag|artikel|kommentar|gastbeitrag)|(?:zeige )?(?:alle )?beiträge?|pressemitteilung|artikel|publié"
    r"|écrit|publicado|escrito)\s+)?"
    r"(?:by|von|par|por|di|door|author:?|autor(?:in)?:?|auteur:?|written by|текст:?|автор:?)\s*:?\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[,|•·–—/(]|\s-\s|\bfor\b|\bin [A-Z]|\bon (?=\w+ \d)|\bat (?=\d)|\bis an?\b"
    r"|\b(?:am|um|vom|le|el|il)(?=\s\d|\s*$)|\b(?:updated|published|posted)\b|\b\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_JOB = re.compile(
    r"\b(?:reporter|writer|editor|correspondent|journalist|columnist|contributor|chief|producer|staff|bureau|desk|news"
    r"|press|agency|redaktion|rédaction|redacción|reuters|bloomberg|politics|business|photographer|analyst|professor"
    r"|author|opinion|guest|special|senior|deputy|associate|assistant|executive|director|fellow|critic|freelance)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:the|this|that|is|are|was|were|has|have|will|here|how|why|what|more|news|read|share|top|latest|world|sports?|politics|business|house|east|west|north|south|states|kingdom|city|times|post"
    r"|today|day|new|get|all|your|our|with|for|and)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset("de da di del della der den van von la le el al bin ibn ben dos du y zu ter ten".split())
_NO_WRITER = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|jan(?:uar|uary)|feb(?:ruar|ruary)|märz|march|april|mai|may|jun[ei]|jul[iy]|august|septem\w+|[ok][ck]tober"
    r"|novem\w+|dezember|december|publiziert|veröffentlicht|published|posted|artikel von|article by",
    re.IGNORECASE,
)


def names(raw: str) -> tuple[str, ...]:
    """Split what a page writes in its byline into names, without "By", jobs, places and dates around them."""
    plain = re.sub(r"\s+", " ", raw.replace("\u00a0", " ")).strip(" \t,;|•·–—-")
    plain = _LEAD.sub("", plain)
    found: list[str] = []
    for part in re.split(r"\s*(?:,|;|\||•|·|/|&|\band\b|\bund\b|\bet\b|\by\b(?= [A-Z])|\bwith\b|\bmit\b)\s*", plain):
        name = _TAIL.sub("", part).strip(" \t.,;:|•·–—-()")
        if (
            name
            and (not _JOB.search(name) or (not found and _DESKS.fullmatch(name)))
            and len(name) <= 60
            and name not in found
        ):
            found.append(name)
    return tuple(found[:12])


def is_byline(line: str) -> bool:
    """Say whether a line of a pasted page opens with "By" and goes on with a name or a desk."""
    lead = _LEAD.match(line)
    rest = line[lead.end() :] if lead else ""
    return (
        bool(lead)
        and len(line) <= 160
        and bool(_PERSON.match(rest) or _DESKS.match(rest))
        and not line.rstrip().endswith((".", "?"))
    )


def is_name(line: str) -> bool:
    """Say whether a line could be nothing but the name of a writer or a desk."""
    plain = line.strip(" \t,|•·")
    if _DESKS.fullmatch(plain):
        return True
    head = re.split(r"\s*(?:,|\||•|·| - | – )\s*", plain)[0]
    rest = plain[len(head) :]
    if rest and not _JOB.search(rest):
        return False
    words = head.split()
    return (
        2 <= len(words) <= 4
        and bool(_PERSON.fullmatch(head))
        and not _NO_NAME.search(head)
        and all(w[0].isupper() or w in _PARTICLE for w in words)
        and not all(w.isupper() and len(w) > 3 for w in words)
    )


def could_be_name(text: str) -> bool:
    """Say whether a stretch that was marked as a byline reads like a name: one to five words without figures."""
    words = text.split()
    if not 1 <= len(words) <= 5 or re.search(r"[\d@:!?]", text) or _NO_WRITER.fullmatch(text):
        return False
    return not words[0][0].islower() or len(words) == 1 or words[0] in _PARTICLES
