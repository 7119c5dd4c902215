"""The fonts that come with the program: small, free, under a licence that lies beside it."""

from __future__ import annotations

from reviewapp.paths import resource

FOLDER = resource("fonts")
FONTS = sorted(FOLDER.glob("*.ttf"))


def test_they_are_about_five_megabytes() -> None:
    assert len(FONTS) > 20
    assert 4_000_000 < sum(path.stat().st_size for path in FONTS) < 6_000_000


def test_each_is_under_the_open_font_licence_whose_text_lies_beside_it() -> None:
    texts = {path.name: path.read_text("utf-8") for path in FOLDER.glob("OFL-*.txt")}
    assert texts and all("SIL OPEN FONT LICENSE Version 1.1" in text for text in texts.values())
    said = (FOLDER / "README.md").read_text("utf-8")
    for name in texts:
        assert name in said
    copyrights = "\n".join(texts.values())
    assert all(("Source" if path.name.startswith("Source") else "Noto") in copyrights for path in FONTS)
