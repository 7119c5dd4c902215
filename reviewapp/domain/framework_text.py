"""Writes a framework as the TOML text that `parse_framework` reads back exactly. Pure: `Framework` in, text out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewapp.domain.framework import Competency, Framework

_HEAD = "# A framework of ReviewApp. The shipped file judgment-1.toml explains every line."
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"'})


def framework_text(framework: Framework) -> str:
    """The file of a framework: one line a text, lists with one line each, in the order of the framework."""
    return "\n".join(_lines(framework)) + "\n"


def _lines(framework: Framework) -> Iterator[str]:
    yield _HEAD
    yield ""
    for name in ("key", "version", "title", "language", "status"):
        yield f"{name} = {_quoted(getattr(framework, name))}"
    if framework.about:
        yield f"about = {_quoted(framework.about)}"
    yield from _table("anchor_names", framework.anchor_names)
    for competency in framework.competencies:
        yield from _competency(competency)


def _competency(one: Competency) -> Iterator[str]:
    yield ""
    yield ""
    yield "[[competency]]"
    for name in ("id", "name", "definition", "manager_prompt", "self_prompt"):
        yield f"{name} = {_quoted(getattr(one, name))}"
    for name in ("evidence", "counter_signals", "why", "continues"):
        if texts := getattr(one, name):
            yield f"{name} = {_list(texts)}"
    yield from _table("competency.anchors", one.anchors)
    if one.crosswalk:
        yield ""
        yield "[competency.crosswalk]"
        for name, words in one.crosswalk.items():
            yield f"{_quoted(name)} = {_list(words)}"


def _table(name: str, texts: dict[str, str]) -> Iterator[str]:
    yield ""
    yield f"[{name}]"
    for key, text in texts.items():
        yield f"{key} = {_quoted(text)}"


def _list(texts: Iterable[str]) -> str:
    return "[" + "".join(f"\n    {_quoted(one)}," for one in texts) + "\n]"


def _quoted(text: str) -> str:
    # The reader lets no control character through, so these two are all that TOML wants escaped.
    return f'"{text.translate(_ESCAPED)}"'
