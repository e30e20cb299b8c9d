"""The grounds on which people vouch for facts that the checker could not bind, and what readers are told of each.

A ground names who says so and when. Its note and recording stay at the desk unless the reporter says that readers may
have them: sources talk to reporters on terms. The reason of an override is always public.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

from newsroom.desk.gate import Bound
from newsroom.desk.models import Binding
from newsroom.desk.states import Refused, Role

LEAST_REASON = 10  # characters: "because" is no reason
MOST_RECORDING = 200 * 1024 * 1024


def told(binding: Binding) -> dict[str, Any]:
    """Return what readers are told of a ground, as a version keeps it; `passage` is where to look it up."""
    public = binding.shown or binding.ground == Bound.OVERRIDE
    passage = {"revision": binding.revision_id, "start": binding.start, "end": binding.end}
    return {
        "ground": str(binding.ground),
        "words": words(binding),
        "note": binding.note if public else "",
        "recording": binding.recording.name if public and binding.recording else "",
        "passage": passage if binding.revision_id else None,
    }


def words(binding: Binding) -> str:
    """Return the ground in a sentence for readers."""
    on = f" on {binding.on.day} {binding.on:%B %Y}" if binding.on else ""
    match Bound(binding.ground):
        case Bound.PASSAGE:
            return "An editor bound it to a passage of a source."
        case Bound.OBSERVATION:
            return f"{binding.who or 'Our reporter'} saw it at first hand{on}."
        case Bound.INTERVIEW:
            return f"{binding.who} told us so in an interview{on}."
        case Bound.OVERRIDE:
            return "A publisher let it stand against the checker, for the reason given here."


def asked(form: Mapping[str, str], ground: Bound, role: Role, recording: UploadedFile | None) -> dict[str, Any]:
    """Read the form of a ground, with the file that was attached. Raises `Refused` with all that is missing from it."""
    note, who = form.get("note", "").strip(), form.get("who", "").strip()[:200]
    on = _day(form.get("on", ""))
    wrong = []
    if ground is Bound.OVERRIDE and role is not Role.PUBLISHER:
        wrong.append("Only a publisher overrides, and readers see the reason.")
    if ground is Bound.OVERRIDE and len(note) < LEAST_REASON:
        wrong.append("Give the reason: readers see it.")
    if ground in (Bound.INTERVIEW, Bound.OBSERVATION) and on is None:
        wrong.append("Say on what day.")
    if ground is Bound.INTERVIEW and not who:
        wrong.append("Say who told you, as readers may know them.")
    if ground is Bound.INTERVIEW and not (note or recording):
        wrong.append("Attach your note or the recording.")
    if recording and recording.size > MOST_RECORDING:
        wrong.append(f"A recording may have {MOST_RECORDING // 2**20} MB; this one has {recording.size // 2**20}.")
    if wrong:
        raise Refused(*wrong)
    return {"note": note, "who": who, "on": on, "shown": "shown" in form, "recording": recording or ""}


def handed(file: File) -> FileResponse:
    """Answer with a file that somebody attached: to keep, not to open, whatever it calls itself."""
    name = Path(file.name or "recording").name
    return FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
