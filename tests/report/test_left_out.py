"""What was left out of a copy is in no part of its file: not on a page, behind it, in its source or its properties."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from reviewapp.domain.redaction import without_words
from reviewapp.report import render_review
from tests.report import samples
from tests.report.reading import fonts_of, text_of
from tests.report.tagged import tree

SECRET = "Brigid Qvist-Zwölf"


def everything_in(data: bytes) -> str:
    """Every string and stream of a file, unpacked and read in every way a PDF writes text."""
    found: list[str] = []

    def read(raw: bytes) -> None:
        found.extend(raw.decode(one, "ignore") for one in ("utf-8", "utf-16-be", "utf-16-le", "latin-1"))
        found.extend(
            bytes.fromhex(one.decode()).decode("utf-16-be", "ignore") for one in re.findall(rb"<((?:[0-9A-Fa-f]{4})+)>", raw)
        )

    with pikepdf.open(BytesIO(data)) as pdf:
        for thing in pdf.objects:
            walk(thing, read)
    read(data)
    return "\n".join(found)


def walk(thing, read, depth: int = 0) -> None:
    if isinstance(thing, pikepdf.String):
        read(bytes(thing))
        read(str(thing).encode("utf-8"))
    elif isinstance(thing, pikepdf.Stream):
        read(thing.read_bytes())
        walk(thing.stream_dict, read, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary) and (depth == 0 or not thing.is_indirect):
        for _name, held in thing.items():
            walk(held, read, depth + 1)
    elif isinstance(thing, pikepdf.Array) and (depth == 0 or not thing.is_indirect):
        for held in thing:
            walk(held, read, depth + 1)


@pytest.mark.harm("third-party")
def test_words_left_out_cannot_be_got_back() -> None:
    episode = samples.episode(
        behaviour=f"Asked {SECRET} before the release.", who_was_told=SECRET, evidence_ref=f"Mail of {SECRET.upper()}"
    )
    content = samples.review(
        episodes=(episode,), judgments=(samples.judgment("J5", (episode,), strength=f"Listened to {SECRET}'s doubt."),),
        texts={"summary": f"It began with {SECRET}.\n\n{SECRET} agreed."},
    )
    whole = render_review(content).data
    for reading in (text_of(whole), tree(whole).text, everything_in(whole)):
        assert "Qvist" in reading  # the ways of reading do find it
    copy = render_review(without_words(content, [SECRET], "[left out]")).data
    for reading in (text_of(copy), tree(copy).text, everything_in(copy)):
        for part in ("Qvist", "QVIST", "Brigid", "BRIGID", "Zwölf"):
            assert part not in reading
    assert "It began with [left out]." in text_of(copy) and "this copy is not the one that is signed" in text_of(copy)
    assert copy != render_review(replace(content, left_out="")).data


def test_no_letter_is_embedded_that_only_the_words_had() -> None:
    content = samples.review(texts={"summary": "Seen by Ǯȝ."})
    assert "ȝ" in letters(render_review(content).data)
    assert "ȝ" not in letters(render_review(without_words(content, ["Ǯȝ"], "[left out]")).data)


def letters(data: bytes) -> str:
    """Every text that a code of an embedded font stands for."""
    with pikepdf.open(BytesIO(data)) as pdf:
        maps = [font.ToUnicode.read_bytes() for font in fonts_of(pdf) if font.Subtype == "/Type0"]
    return "".join(
        bytes.fromhex(text.decode()).decode("utf-16-be") for one in maps
        for text in re.findall(rb"<[0-9A-F]{4}> <([0-9A-F]+)>", one)
    )


def test_words_are_left_out_of_what_was_agreed_and_of_what_a_receiver_said() -> None:
    whole = samples.grown()
    (episode,) = whole.episodes
    episode = replace(episode, receiver_words=f"{SECRET} could rely on it.")
    content = replace(
        whole, episodes=(episode,), judgments=(samples.judgment("J5", (episode,)),),
        growth=tuple(
            replace(one, texts={name: f"{text} Ask {SECRET}." for name, text in one.texts.items()}) for one in whole.growth
        ),
        role_context={name: f"{text} {SECRET}" for name, text in whole.role_context.items()},
        practice_note={name: f"{text} {SECRET}" for name, text in whole.practice_note.items()},
    )  # fmt: skip
    assert "Qvist" in everything_in(render_review(content).data)
    cleaned = render_review(without_words(content, [SECRET], "[left out]")).data
    assert not re.search("brigid|qvist|zw.lf", everything_in(cleaned), re.IGNORECASE)
    assert "Ask [left out]" in re.sub(r"\s+", " ", text_of(cleaned))
