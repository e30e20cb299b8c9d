"""The tables, in the order in which news passes through them."""

from newsroom.archive.models.articles import Article, Revision
from newsroom.archive.models.captures import Capture, Item, ItemKey
from newsroom.archive.models.editions import Edition, Readership
from newsroom.archive.models.facts import Evidence, Fact, Finding
from newsroom.archive.models.hand import Decision
from newsroom.archive.models.leases import Lease
from newsroom.archive.models.sources import Owner, Problem, Source, SourceBefore, SourceFeed
from newsroom.archive.models.stories import Membership, Redirect, Story
from newsroom.archive.models.subjects import Mention, Subject

__all__ = [
    "Article",
    "Capture",
    "Decision",
    "Edition",
    "Evidence",
    "Fact",
    "Finding",
    "Item",
    "ItemKey",
    "Lease",
    "Membership",
    "Mention",
    "Owner",
    "Problem",
    "Readership",
    "Redirect",
    "Revision",
    "Source",
    "SourceBefore",
    "SourceFeed",
    "Story",
    "Subject",
]
