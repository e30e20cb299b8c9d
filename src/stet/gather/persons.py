"""Who wrote, helped or publishes, in parts: feeds give elements for it, or one line with a name and an address."""

import re

from stet.gather import links
from stet.gather.elements import Element
from stet.gather.plain import plain
from stet.news import Person

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_EMPTY = re.compile(r"\(\s*\)|<\s*>|mailto:\s*")
_LONGEST = 500  # characters


def of(element: Element) -> Person | None:
    """Return the person an element names, or None where it names nobody."""
    parts = {child.name.rpartition(":")[2]: child for child in element.children()}
    if not parts:
        return line(plain(element.text())[:_LONGEST])
    url = next((parts[name] for name in ("uri", "url", "homepage") if name in parts), None)
    person = Person(
        name=_text(parts.get("name")),
        email=_text(parts.get("email")),
        url=links.followed(url.text(), url.base) if url else "",
    )
    return person if person.name or person.email or person.url else None


def line(text: str) -> Person | None:
    """Read ``Name (address)``, ``address (Name)`` or ``Name <address>``."""
    if not (found := _EMAIL.search(text)):
        return Person(name=text) if text else None
    # What is left may keep the marks that stood around the address, and a word that introduced it.
    rest = _EMPTY.sub(" ", f"{text[: found.start()]} {text[found.end() :]}").strip(" ,;:")
    name = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
    return Person(name=" ".join(name.split()), email=found[0])


def _text(element: Element | None) -> str:
    return plain(element.text())[:_LONGEST] if element else ""
