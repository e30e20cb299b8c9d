"""Markdown drafts: the marks are blanked and the words stay where they are, so that every place is that of the file.

A mark read as copy is a wrong fact: the dash of a list before "14 boats" is no minus. Code is no copy at all. The marks
are those of CommonMark and of GitHub's tables; a renderer would tell them more exactly, but not where each word stood.
"""

import re

_BLANKED = re.compile(
    r"""
      ^[ ]{0,3}(?P<fence>```+|~~~+).*?(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)  # code between fences
    | <!--.*?-->
    | `[^`\n]+`
    | ^[ ]{0,3}\[[^]\n]+\]:[ \t]*\S+.*?$                                     # where a link by name leads
    | ^[ \t|:]*-{3,}[-| :\t]*$ | ^[ ]{0,3}[=*_]{3,}[ \t]*$                    # rules, and the lines under headings
    | ^(?:[ \t]*(?:>|\#{1,6}(?=\s)|[-*+](?=[ \t])|\d{1,3}[.)](?=[ \t])))+     # what opens a line
    | (?<=\S)[ \t]+\#+[ \t]*$                                                # what may close a heading
    | !?\[(?=[^]\n]*\][(\[]) | (?<!\\)\]\([^()\s]*(?:[ \t]+"[^"\n]*")?\) | \]\[[^]\n]*\]
    | <https?://[^>\s]+>
    | (?<!\w)(?:\*{1,3}|_{1,3}|~~)(?=\S) | (?<=\S)(?:\*{1,3}|_{1,3}|~~)(?!\w)
    | \\(?=[!-/:-@\[-`{-~])
    | \|
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_SHOWN = re.compile(r"[^\n]")


def blanked(copy: str) -> str:
    """Return the copy with spaces in the place of its marks: as long as it was, line for line."""
    return _BLANKED.sub(lambda mark: blank(mark[0]), copy)


def blank(text: str) -> str:
    """Return spaces in the place of a text, line for line."""
    return _SHOWN.sub(" ", text)
