"""People's words in CommonMark: what they typed stays what it is, nothing of it becomes mark-up."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>!#&|~])")
_LINE_MARKS = re.compile(r"(?m)^(\s*)([-+=]|\d+(?=[.)]))")


def literal(text: str) -> str:
    """A text with a backslash before every sign of Markdown; a line end stays one (two spaces before it)."""
    escaped = _MARKS.sub(r"\\\1", text)
    escaped = _LINE_MARKS.sub(_before_line_mark, escaped)
    return escaped.replace("\n", "  \n")


def _before_line_mark(found: re.Match[str]) -> str:
    space, mark = found.groups()
    # A number is ended by the sign behind it; a backslash before a figure would be printed.
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"
