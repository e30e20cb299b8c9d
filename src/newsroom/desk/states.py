"""The life of a piece of copy: which acts are open in which state, and to whom. Pure: nothing here is stored.

::

    draft ──submit──► in review ──approve──► checked ──publish──► published ──correct──► corrected
      ▲                   │                     │  └─schedule─► scheduled ─┘      ├─update──► updated
      └──────return───────┴─────────────────────┘                                 └─withdraw─► withdrawn

Any state but withdrawn can be put on legal hold, and comes back from it to where it was. A save of copy that is in
review, checked or scheduled sends it back to draft: what was checked is not what would be published.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do. Each writes and more than the one before; administrators only run the house."""

    REPORTER = "reporter"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class State(StrEnum):
    """Where a piece of copy is."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    CHECKED = "checked"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    LEGAL_HOLD = "legal hold"


class Act(StrEnum):
    """What people do to copy."""

    SAVE = "save"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    PUBLISH = "publish"
    CORRECT = "correct"
    UPDATE = "update"
    WITHDRAW = "withdraw"
    HOLD = "hold"
    RELEASE = "release"


PUBLIC = frozenset({State.PUBLISHED, State.CORRECTED, State.UPDATED})
WRITERS = frozenset({Role.REPORTER, Role.EDITOR, Role.PUBLISHER})
EDITORS = frozenset({Role.EDITOR, Role.PUBLISHER})
PUBLISHERS = frozenset({Role.PUBLISHER})
# These put words before readers: the gate stands in front of them.
GATED = frozenset({Act.APPROVE, Act.SCHEDULE, Act.PUBLISH, Act.CORRECT, Act.UPDATE})

_UNPUBLISHED = frozenset({State.DRAFT, State.IN_REVIEW, State.CHECKED, State.SCHEDULED})
_OPEN: dict[Act, tuple[frozenset[State], State, frozenset[Role]]] = {
    Act.SAVE: (_UNPUBLISHED, State.DRAFT, WRITERS),
    Act.SUBMIT: (frozenset({State.DRAFT}), State.IN_REVIEW, WRITERS),
    Act.RETURN: (frozenset({State.IN_REVIEW, State.CHECKED}), State.DRAFT, EDITORS),
    Act.APPROVE: (frozenset({State.IN_REVIEW}), State.CHECKED, EDITORS),
    Act.SCHEDULE: (frozenset({State.CHECKED}), State.SCHEDULED, PUBLISHERS),
    Act.UNSCHEDULE: (frozenset({State.SCHEDULED}), State.CHECKED, PUBLISHERS),
    Act.PUBLISH: (frozenset({State.CHECKED, State.SCHEDULED}), State.PUBLISHED, PUBLISHERS),
    Act.CORRECT: (PUBLIC, State.CORRECTED, PUBLISHERS),
    Act.UPDATE: (PUBLIC, State.UPDATED, PUBLISHERS),
    Act.WITHDRAW: (PUBLIC, State.WITHDRAWN, PUBLISHERS),
    Act.HOLD: (_UNPUBLISHED | PUBLIC, State.LEGAL_HOLD, PUBLISHERS),
    Act.RELEASE: (frozenset({State.LEGAL_HOLD}), State.DRAFT, PUBLISHERS),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why an act is not open, in a sentence for the person who tried it."""

    reason: str


class Refused(Exception):
    """What cannot be done now; `reasons` are sentences for the person who tried it."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


def after(act: Act, state: State, role: Role | None, *, held_from: State | None = None) -> State | Refusal:
    """Return the state that `act` leads to, or why it is not open. Deny by default: no role, no act."""
    states, to, roles = _OPEN[act]
    if role is None or role not in roles:
        need = " or ".join(sorted(roles))
        return Refusal(reason=f"To {act} takes the role of {need}; yours is {role or 'none'}.")
    if state not in states:
        return Refusal(reason=f"Copy that is {state} cannot be {_done(act)}. Open to it: {_offer(state, role)}.")
    if act is Act.RELEASE:
        return held_from or State.DRAFT
    if act is Act.SAVE and state is State.DRAFT:
        return State.DRAFT
    return to


def open_to(state: State, role: Role | None) -> tuple[Act, ...]:
    """Return the acts that are open in `state` to `role`, in the order of the table."""
    return tuple(a for a, (states, _, roles) in _OPEN.items() if state in states and role in roles)


def _done(act: Act) -> str:
    return {
        Act.SUBMIT: "submitted", Act.HOLD: "held", Act.CORRECT: "corrected", Act.WITHDRAW: "withdrawn",
        Act.UNSCHEDULE: "unscheduled",
    }.get(act, f"{act.removesuffix('e')}ed")  # fmt: skip


def _offer(state: State, role: Role) -> str:
    return ", ".join(open_to(state, role)) or "nothing"
