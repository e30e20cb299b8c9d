"""The desk's tables."""

from newsroom.desk.models.audit import Entry
from newsroom.desk.models.checks import Binding, Check, Reading
from newsroom.desk.models.drafts import Comment, Draft, Saved
from newsroom.desk.models.people import Invitation, Member, Notice, Passkey, SavedView
from newsroom.desk.models.posts import Citation, Correction, Post, Version

__all__ = [
    "Binding",
    "Check",
    "Citation",
    "Comment",
    "Correction",
    "Draft",
    "Entry",
    "Invitation",
    "Member",
    "Notice",
    "Passkey",
    "Post",
    "Reading",
    "Saved",
    "SavedView",
    "Version",
]
