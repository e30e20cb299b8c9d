"""How firmly a thing is said: denied, planned, tried, guessed at, only if something else is so.

A copy that says a thing more firmly than its source, or denies what that says, has changed the fact; one that claims
less has not.
"""

from collections.abc import Iterator, Sequence

from stet.check import lexicon
from stet.check.alignment import Alignment
from stet.check.codes import Code
from stet.check.rules.fault import Fault
from stet.check.wording import Sort, Word, stretch, touch
from stet.engines import thesaurus

_ONE_WAY = {
    "did": {"did", "can"},
    "will": {"will", "would", "likely"},
    "may": {"may", "can"},
    "likely": {"likely", "will", "would"},
    "would": {"would", "will"},
}  # what the copy may say where the source says so or more
_CAREFUL = frozenset({"likely", "would", "alleged", "can", "should"})
_UNSAID = frozenset({"tried", "guessed"})  # nobody says that it was done, nor that it was not
_IFS = frozenset("if unless should provided when once until whether".split())
_ASKING = frozenset("ask wonder know see question tell unclear sure as even what only say decide check or".split())
_ONE_FORM = frozenset("hit cut put set let shut hurt burst quit split beat".split())  # in the past as well
_HAVE = frozenset("has have had 've".split())
TO_COME = frozenset(
    """plan expect schedule set due poise intend prepare aim want hope promise vow pledge name pick select choose call
    appoint book line""".split()
)
_BE = frozenset("be is are was were been being get gets got".split())
_LEADS = frozenset({"a", "an", "the"})


def faults(pairs: Alignment) -> Iterator[Fault]:
    """Yield what a copy says more firmly than the passage it is aligned with, or denies of it."""
    yield from _negations(pairs)
    yield from _modals(pairs)
    yield from _hearsay(pairs)
    yield from _conditions(pairs)


def _negations(pairs: Alignment) -> Iterator[Fault]:
    mine, theirs = negated(pairs.copy), negated(pairs.source)
    for i, j in enumerate(pairs.partner):
        if j < 0 or not pairs.copy[i].counts or (i in mine) == (j in theirs):
            continue
        if _denied_elsewhere(pairs, i, j, mine, theirs) or _never_since(pairs) or not pairs.neighbour(i, j, 4):
            continue
        yield Fault(
            word=i, code=Code.NEGATION_DIFFERS, rule="polarity",
            copy=stretch(pairs.copy, mine.get(i, i), i), source=stretch(pairs.source, theirs.get(j, j), j),
        )  # fmt: skip


def _denied_elsewhere(pairs: Alignment, i: int, j: int, mine: dict[int, int], theirs: dict[int, int]) -> bool:
    """Say whether the denial sits on a neighbour instead, as in "no deal was reached" and "a deal was not reached"."""
    near_mine = any(k in mine for k in range(i - 3, i + 4))
    near_theirs = any(k in theirs for k in range(j - 3, j + 4))
    return near_mine and near_theirs


def _never_since(pairs: Alignment) -> bool:
    """Say whether one side tells when a thing was last, and the other that it was not since."""
    mine, theirs = ({word.low for word in side} for side in (pairs.copy, pairs.source))
    return ("since" in mine and "last" in theirs) or ("last" in mine and "since" in theirs)


def negated(sentence: Sequence[Word]) -> dict[int, int]:
    """Return the words that are denied, each with the word that denies it."""
    found: dict[int, int] = {}
    for at, word in enumerate(sentence):
        if word.low == "not" and at + 1 < len(sentence) and sentence[at + 1].low in {"only", "just"}:
            continue
        denies = word.low in lexicon.NEGATIONS or word.low.endswith("n't")
        if word.base in lexicon.DENIALS and at + 1 < len(sentence) and sentence[at + 1].low == "to":
            denies = True
        if (done := _denied(sentence, at)) is not None:
            found[done] = at
            continue
        then = sentence[at + 1].low if at + 1 < len(sentence) else ""
        denies = denies or (word.low == "yet" and then == "to")  # "has yet to be approved"
        past = at + 1 if word.low == "no" and then == "longer" else at
        if denies and (target := bears_on(sentence, past)) is not None:
            found[target] = at
    return found


def _denied(sentence: Sequence[Word], at: int) -> int | None:
    """Return the verb of what somebody denies: "denied taking it", "denies that he took it", "short of taking it"."""
    then = at + 2 if [word.low for word in sentence[at : at + 2]] == ["short", "of"] else at + 1
    if sentence[at].base != "deny" and then == at + 1:
        return None
    if then < len(sentence) and sentence[then].low.endswith("ing") and thesaurus.is_verb(sentence[then].base):
        return then
    return _clause_verb(sentence, at) if then == at + 1 else None


def bears_on(sentence: Sequence[Word], at: int, reach: int = 4) -> int | None:
    """Return the word that a negation, modal or quantifier bears on: the next that counts, else the one before."""
    ahead = range(at + 1, min(len(sentence), at + 1 + reach))
    after = next((k for k in ahead if sentence[k].sort in {Sort.CONTENT, Sort.PROPER}), None)
    if after is not None:
        return after
    behind = range(at - 1, max(-1, at - 1 - reach), -1)
    return next((k for k in behind if sentence[k].sort in {Sort.CONTENT, Sort.PROPER}), None)


def _modals(pairs: Alignment) -> Iterator[Fault]:
    mine, theirs = strengths(pairs.copy), strengths(pairs.source)
    for i, j in enumerate(pairs.partner):
        if j < 0 or pairs.copy[i].sort is not Sort.CONTENT or (i not in mine and j not in theirs):
            continue
        (one, at), (two, there) = mine.get(i, ("did", i)), theirs.get(j, ("did", j))
        careful = one in _CAREFUL and not pairs.copy[i].low.endswith("ing")
        if two == "did" and (careful or one in {"alleged", "guessed"}):
            continue  # the copy claims less than the source
        if two == "did" and not _happened(pairs.source, j):
            continue  # "United play on Saturday": the present tense tells of what is to come as well
        if one == "did" and two in {"will", "tried"} and not _happened(pairs.copy, i):
            continue
        if not pairs.neighbour(i, j, 3, either=two == "tried"):
            continue
        if pairs.copy[i].low.endswith("ing") and one == "did":
            continue  # a participle claims no time
        claims_none = one in {"open", *_UNSAID} or two == "open" or (two in _UNSAID and one != "did")
        if claims_none or two in _ONE_WAY.get(one, {one}) or not _both_verbs(pairs.copy[i], pairs.source[j]):
            continue
        yield Fault(
            word=i, code=Code.MODALITY_DIFFERS, rule="modality",
            copy=stretch(pairs.copy, at, i), source=stretch(pairs.source, there, j),
            sure=two not in {"would", *_UNSAID},  # "he would spend 100 days" tells of what he did, who tried may have
        )  # fmt: skip


def _hearsay(pairs: Alignment) -> Iterator[Fault]:
    """Find what the source only has by hearsay or as a guess, "is thought to be in Oslo", and the copy as a fact."""
    careful = lexicon.HEARSAY | lexicon.MODALS.keys() - {"will", "would"} | {"apparently", "if", "whether"}
    if any(word.low in careful or word.base in lexicon.BELIEVING | lexicon.SAYING for word in pairs.copy):
        return
    for at in range(len(pairs.source) - 3):
        told = _by_hearsay(pairs.source, at)
        if told is None or told not in pairs.partner:
            continue
        if any(k in pairs.partner for k in range(max(0, at - 4), told)):  # it is told of the same people or thing
            i = pairs.partner.index(told)
            yield Fault(
                word=i, code=Code.MODALITY_DIFFERS, rule="modality", sure=False,
                copy=pairs.copy[i].text, source=stretch(pairs.source, at, told),
            )  # fmt: skip


def _by_hearsay(sentence: Sequence[Word], at: int) -> int | None:
    """Return the word that tells what is heard or believed, if `at` is where that is said."""
    if sentence[at].low in lexicon.HEARSAY and sentence[at + 1].low == "to" and sentence[at + 2].low in {"be", "have"}:
        return next((k for k in range(at + 3, min(len(sentence), at + 6)) if sentence[k].counts), None)
    return _clause_verb(sentence, at, modal=True) if sentence[at].base in lexicon.BELIEVING else None


def _conditions(pairs: Alignment) -> Iterator[Fault]:
    """Find what the source says will be only if something else is, of which the copy says nothing."""
    if any(word.low in _IFS or word.low in lexicon.MODALS.keys() - {"will"} for word in pairs.copy):
        return
    for at, word in enumerate(pairs.source):
        if word.low not in {"if", "unless"} or (at and pairs.source[at - 1].base in _ASKING):
            continue
        end = next((k for k in range(at, len(pairs.source) - 1) if not touch(pairs.source, k)), len(pairs.source) - 1)
        clause = [k for k in range(at, end + 1) if pairs.source[k].counts]
        verbs = ((i, j) for i, j in enumerate(pairs.partner) if j >= 0 and _both_verbs(pairs.copy[i], pairs.source[j]))
        main = next(((i, j) for i, j in verbs if not at <= j <= end), None)
        if clause and main and not set(clause) & set(pairs.partner):
            yield Fault(
                word=main[0], code=Code.MODALITY_DIFFERS, rule="condition", sure=False,
                copy=pairs.copy[main[0]].text, source=stretch(pairs.source, at, end),
            )  # fmt: skip


def _past(word: Word) -> bool:
    """Say whether a verb stands in the past: neither its dictionary form nor one in -s or -ing."""
    return word.low != word.base and not word.low.endswith(("s", "ing"))


def _happened(sentence: Sequence[Word], at: int) -> bool:
    """Say whether a verb tells what has been: by its own form, or by a "has" before it ("has cut", "had put")."""
    return _past(sentence[at]) or any(word.low in _HAVE for word in sentence[max(0, at - 2) : at])


def _both_verbs(mine: Word, theirs: Word) -> bool:
    return thesaurus.is_verb(mine.low) and thesaurus.is_verb(theirs.low)


def strengths(sentence: Sequence[Word]) -> dict[int, tuple[str, int]]:
    """Return for each word under a modal how firmly it is said (will, may, would, likely, ...), and the modal.

    An infinitive after a verb of planning is "will"; any other infinitive is "open", it claims nothing.
    """
    found: dict[int, tuple[str, int]] = {}
    for at, word in enumerate(sentence):
        if word.low == "may" and word.text == "May" and at:
            continue
        strength = lexicon.MODALS.get(word.low)
        if word.low == "to" and at:
            before = next(
                (sentence[k] for k in range(at - 1, max(-1, at - 3), -1) if sentence[k].low != "be"), sentence[at - 1]
            )
            strength = "will" if before.base in TO_COME or before.low in _BE else "open"
            if strength == "open" and (before.base in lexicon.UNREALISED or _urged(sentence, at)):
                strength = "tried"
            if before.low == "due" and not _verb_next(sentence, at):
                continue  # "due to alleged mistakes" plans nothing
        if strength and (target := bears_on(sentence, at, 3)) is not None and target > at and target not in found:
            found[target] = (strength, at)
    for at, word in enumerate(sentence[:-1]):
        if (undone := _undone(sentence, at)) is not None and found.get(undone, ("open",))[0] == "open":
            found[undone] = ("almost" if word.low in lexicon.NEARLY else "tried", at)
        if word.base in lexicon.BELIEVING and (told := _clause_verb(sentence, at)) is not None:
            found.setdefault(told, ("guessed", at))
        if word.base in lexicon.CHARGING and (charge := _charge(sentence, at)) is not None:
            found.setdefault(charge, ("guessed", at))
    return found


def _urged(sentence: Sequence[Word], at: int) -> bool:
    """Say whether the "to" at `at` leads in what somebody is urged to do: "ordered the firm to pay"."""
    near = range(at - 1, max(-1, at - 6), -1)
    verb = next((k for k in near if thesaurus.is_verb(sentence[k].base) and _past(sentence[k])), None)
    return verb is not None and sentence[verb].base in lexicon.URGED


def _undone(sentence: Sequence[Word], at: int) -> int | None:
    """Return the verb of what was only nearly done or thought of: "almost hit", "close to signing"."""
    word, then = sentence[at], sentence[at + 1]
    if word.low in lexicon.NEARLY:
        past = _past(then) or then.low in _ONE_FORM
        return at + 1 if then.sort is Sort.CONTENT and past and thesaurus.is_verb(then.base) else None
    led = word.base in lexicon.PONDERED or [w.low for w in sentence[max(0, at - 1) : at + 1]] == ["close", "to"]
    return at + 1 if led and then.low.endswith("ing") and thesaurus.is_verb(then.base) else None


def _charge(sentence: Sequence[Word], at: int) -> int | None:
    """Return the verb of a charge: "accused Berg of lying"."""
    ahead = zip(range(at + 1, at + 6), sentence[at + 1 : at + 6], sentence[at + 2 : at + 7], strict=False)
    return next((k + 1 for k, w, then in ahead if w.low in {"of", "with"} and then.low.endswith("ing")), None)


def _clause_verb(sentence: Sequence[Word], at: int, *, modal: bool = False) -> int | None:
    """Return the first verb in the past behind a word, before the next comma; one under a `modal` too, if asked."""
    if at and sentence[at - 1].low in _BE | _LEADS:
        return None  # "the suspect", "is feared"
    for k in range(at + 1, min(len(sentence), at + 8)):
        if not touch(sentence, k - 1) or sentence[k].low in {"and", "but", "who", "which", "to"}:
            return None
        led = sentence[k - 1].low in _LEADS  # "a better horse"
        before = [word.low for word in sentence[max(0, k - 2) : k] if word.low != "be"]
        tense = _past(sentence[k]) or (modal and before[-1:] in (["will"], ["would"]))
        if sentence[k].sort is Sort.CONTENT and tense and thesaurus.is_verb(sentence[k].base) and not led:
            return k
    return None


def _verb_next(sentence: Sequence[Word], at: int) -> bool:
    return at + 1 < len(sentence) and thesaurus.is_verb(sentence[at + 1].low) and not _past(sentence[at + 1])
