"""What the tagger says of a text, as plain lists that rules can read quickly, and questions rules ask of it.

Relations are those of Universal Dependencies (https://universaldependencies.org/u/dep/).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from stet.check.dates.vocabulary import MONTHS, WEEKDAYS
from stet.engines.tagger import Tagged
from stet.news import Span

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
MODALS = {
    "will": "will", "'ll": "will", "’ll": "will", "wo": "will", "shall": "will", "would": "would", "'d": "would",
    "could": "may", "may": "may", "might": "may", "can": "may", "ca": "may", "should": "planned", "must": "planned",
}  # fmt: skip
# Words before "-ing" that say it was not done: "decided against raising", "left without signing".
UNDONE = frozenset({"against", "without"})
# With an infinitive, these say it was not done: "refused to hear", "failed to sign".
NOT_DONE = frozenset("refuse fail decline neglect omit forget".split())
# What follows "by" without having done anything: "closed by Friday", "cut by 4 percent".
_CALENDAR = frozenset(w.capitalize() for w in (*WEEKDAYS, *MONTHS))
_MEASURES = frozenset(
    """day week month year decade century hour minute night morning afternoon evening noon midnight end start
    beginning time percent % point half third quarter margin""".split()
)
NEGATIONS = frozenset(
    {"not", "n't", "n’t", "never", "no", "nor", "neither", "hardly", "barely", "nobody", "nothing", "none"}
)


class Parse:
    """A tagged text. Token `i` is `words[i]` at `starts[i]` to `ends[i]`; `heads[i]` governs it (itself for a root)."""

    def __init__(self, text: str, tagged: Tagged) -> None:
        self.text = text
        self.words, self.starts, self.pos = tagged.words, tagged.starts, tagged.pos
        self.deps, self.lemmas, self.heads = tagged.deps, tagged.lemmas, tagged.heads
        self.entities = tagged.names
        self.ends = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]
        self.first_of = tagged.first
        self.last_of = [first - 1 for first in (*self.first_of, len(self.words))][1:]
        sizes = (last + 1 - first for first, last in zip(self.first_of, self.last_of, strict=True))
        self.sentence = [number for number, size in enumerate(sizes) for _ in range(size)]

    def spelt(self, first: int, last: int) -> bool:
        """Say whether tokens are spelt as a name: with a capital, or in a sentence that has none but "I"."""
        if any(c.isupper() for word in self.words[first:last] for c in word):
            return True
        number = self.sentence[first]
        around = self.words[self.first_of[number] : self.last_of[number] + 1]
        return not any(c.isupper() for word in around if word != "I" for c in word)

    @cached_property
    def children(self) -> list[list[int]]:
        """The tokens that each token governs, left to right."""
        found: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                found[head].append(i)
        return found

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """The first and last token of what each token governs, itself included."""
        heads, children = self.heads, self.children
        low, high = list(range(len(heads))), list(range(len(heads)))
        order = [i for i, head in enumerate(heads) if head == i]
        for i in order:  # grows while it is read: parents come before children
            order.extend(children[i])
        for i in reversed(order):
            head = heads[i]
            if low[i] < low[head]:
                low[head] = low[i]
            if high[i] > high[head]:
                high[head] = high[i]
        return list(zip(low, high, strict=True))

    def token_at(self, offset: int) -> int:
        """Return the token that holds the character at `offset`, or the next one."""
        return min(bisect_right(self.ends, offset), max(0, len(self.words) - 1))

    def tokens_in(self, span: Span) -> range:
        """Return the tokens that lie wholly inside `span`."""
        return range(bisect_left(self.starts, span.start), bisect_right(self.ends, span.end))

    def child(self, i: int, *relations: str) -> int | None:
        """Return the first token that `i` governs by one of `relations`."""
        deps = self.deps
        for c in self.children[i]:
            if deps[c] in relations:
                return c
        return None

    def subject(self, i: int) -> int | None:
        """Return the subject of a predicate, taking over that of the verb it is joined to or governed by."""
        for _ in range(6):
            for c in self.children[i]:
                if self.deps[c] in SUBJECTS:
                    return c
            head = self.heads[i]
            if head == i or self.deps[i] not in {"conj", "xcomp", "advcl", "parataxis"}:
                return self._relative(i)
            if self.deps[i] == "xcomp" and self.lemmas[head] != "promise":
                told = self.child(head, "obj")
                if told is not None and told < i:
                    return told  # "urged the government to act": the government acts
            i = head
        return None

    def _relative(self, i: int) -> int | None:
        """Return the noun that a relative or participial clause describes."""
        return self.heads[i] if self.deps[i] in {"acl", "acl:relcl"} else None

    def clause_of(self, i: int) -> int:
        """Return the predicate of the clause that token `i` stands in."""
        for _ in range(40):
            if self.pos[i] in {"VERB", "AUX"} and self.deps[i] not in {"aux", "aux:pass", "cop", "amod", "compound"}:
                return i
            if self.child(i, "cop") is not None or self.heads[i] == i:
                return i
            i = self.heads[i]
        return i

    def above(self, i: int) -> Iterator[int]:
        """Yield the tokens that govern `i`, nearest first."""
        for _ in range(60):
            if self.heads[i] == i:
                return
            i = self.heads[i]
            yield i

    def span(self, first: int, last: int) -> Span:
        """Return the characters from token `first` to token `last`, both included."""
        return Span(start=self.starts[first], end=self.ends[last])

    def phrase(self, i: int, *, without: frozenset[str] = frozenset()) -> tuple[int, int]:
        """Return the first and last token of the phrase that `i` heads.

        Clauses that hang on its end, marks at its edges, and branches by the relations in `without` stay outside.
        """
        first, last = self._reach(i, without)
        while first < last and (self.pos[first] in {"PUNCT", "SPACE", "CCONJ"}):
            first += 1
        while last > first and (
            self.pos[last] in {"SPACE"} or (self.pos[last] == "PUNCT" and self.words[last] not in {")", "]"})
        ):
            last -= 1
        return first, last

    def _reach(self, i: int, without: frozenset[str]) -> tuple[int, int]:
        first = last = i
        for c in self.children[i]:
            if self.deps[c] not in without:
                first, last = min(first, self.edges[c][0]), max(last, self.edges[c][1])
        for c in self.children[i]:
            if self.deps[c] in without:
                low, high = self.edges[c]
                if high < i:
                    first = max(first, high + 1)
                elif low > i:
                    last = min(last, low - 1)
        return first, last

    @cached_property
    def _denied(self) -> set[int]:
        """The tokens with a denial of their own, or with a subject or object of which there is none."""
        found = set()
        for g, word in enumerate(self.words):
            if (low := word.lower()) in NEGATIONS and (head := self.heads[g]) != g:
                found.add(head)
                if low == "no" and self.deps[head] in {"nsubj", "nsubj:pass", "obj"}:
                    found.add(self.heads[head])
        return found

    def doer(self, i: int) -> int | None:
        """Return the one by whom the passive predicate `i` was done; "by Friday" is a time."""
        agent = self.child(i, "obl:agent")
        return self.beside(i, "by") if agent is None or self._measures(agent) else agent

    def beside(self, i: int, preposition: str) -> int | None:
        """Return the noun that stands to predicate `i` by `preposition`, no time and no measure."""
        found = (c for c in self.children[i] if self.pos[c] in {"PROPN", "PRON", "NOUN"})
        return next((c for c in found if self._case(c) == preposition and not self._measures(c)), None)

    def _measures(self, i: int) -> bool:
        return self.words[i] in _CALENDAR or self.lemmas[i] in _MEASURES

    def _case(self, i: int) -> str:
        """Return the preposition before an oblique noun."""
        case = self.child(i, "case") if self.deps[i] == "obl" else None
        return self.words[case].lower() if case is not None else ""

    def negated(self, i: int) -> bool:
        """Say whether the predicate `i` is denied, by itself or by what leads to it."""
        if i in self._denied or any(self.words[c].lower() in UNDONE for c in self.children[i] if c < i):
            return True
        head = self.heads[i]
        if head == i:
            return False
        led = self.deps[i] in {"xcomp", "ccomp"} and self.lemmas[head] in NOT_DONE
        return led or (self._shares_auxiliary(i) and self.negated(head))

    def modality(self, i: int) -> str:
        """Return `actual`, `will`, `may`, `would` or `planned` for the predicate `i`; a question leaves it open."""
        for c in self.children[i]:
            if self.deps[c] in {"aux", "aux:pass"} and self.words[c].lower() in MODALS:
                return MODALS[self.words[c].lower()]
        head = self.heads[i]
        if head != i:
            if self._shares_auxiliary(i):
                return self.modality(head)
            if self.deps[i] in {"xcomp", "ccomp", "advcl"} and self._to(i) and self.lemmas[head] in PLANS:
                return "planned"
        elif self.words[self.last_of[self.sentence[i]]] == "?":
            return "may"
        return "actual"

    def _to(self, i: int) -> bool:
        """Say whether the predicate is an infinitive with "to"."""
        return any(self.words[c].lower() == "to" and self.deps[c] == "mark" for c in self.children[i])

    def _shares_auxiliary(self, i: int) -> bool:
        """Say whether a second verb leans on the first one's auxiliary: "would cut taxes and [raise] spending"."""
        if self.deps[i] != "conj" or self.words[i].lower() != self.lemmas[i]:
            return False
        own = {"aux", "aux:pass", "cop", "mark", *SUBJECTS}
        leads = any(self.deps[c] == "aux" for c in self.children[self.heads[i]])
        return leads and not any(self.deps[c] in own for c in self.children[i])


PLANS = frozenset(
    """plan intend expect hope want seek aim vow pledge promise propose threaten agree decide prepare set due order urge
    ask call try attempt consider offer""".split()
)
