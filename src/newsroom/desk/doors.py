"""Who may open what: each view of the desk is behind a door that names its methods and roles. Deny by default.

`declared` lists the doors, so that a test can knock at each of them in every role with every method.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from newsroom.desk.models import Member
from newsroom.desk.states import Role

View = Callable[..., HttpResponse]
ANYBODY = frozenset[Role]()
MAY_PUBLISH = frozenset({Role.PUBLISHER, Role.ADMINISTRATOR})

PLAIN = "text/plain; charset=utf-8"


def door(*roles: Role, methods: tuple[str, ...] = ("GET",), public: bool = False) -> Callable[[View], View]:
    """Let only `roles` through, and only with `methods` (HEAD goes with GET). `public` doors are for signing in.

    Publishers and administrators pass only when this session has proved a second factor; until then every door leads to
    the page where they do.
    """
    if not roles and not public:
        raise ValueError("a door that is not public names the roles it opens to")

    def hang(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in {*methods, *(("HEAD",) if "GET" in methods else ())}:
                # Chromium shows a fault of its own where an answer has no words.
                return HttpResponseNotAllowed(methods, "Only a form leads here. Go back to /desk/.", content_type=PLAIN)
            if public:
                return view(request, *args, **kwargs)
            member = member_of(request)
            if member is None:
                return redirect(f"/desk/sign-in/?next={quote(request.get_full_path())}")
            if Role(member.role) in MAY_PUBLISH and not request.session.get("second_factor"):
                return redirect(f"/desk/second-factor/?next={quote(request.get_full_path())}")
            if Role(member.role) not in roles:
                return refused(
                    request, f"This takes the role of {' or '.join(sorted(roles))}; yours is {member.role}.", 403
                )
            request.member = member  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        opened.roles, opened.methods, opened.public = frozenset(roles), methods, public  # type: ignore[attr-defined]
        return opened

    return hang


def member_of(request: HttpRequest) -> Member | None:
    """Return the member who is signed in; an account without a place in the house is nobody."""
    user = request.user
    if not user.is_authenticated or not user.is_active:
        return None
    return Member.objects.filter(user=user).select_related("user").first()


def refused(request: HttpRequest, reason: str, status: int, *, back: str = "") -> HttpResponse:
    """Answer with a page that says why, and where to go from here: `back`, or else the queue."""
    context = {"reason": reason, "member": member_of(request), "closed": status == 403, "back": back}
    return render(request, "desk/refused.html", context, status=status)
