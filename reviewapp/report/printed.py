"""What the pages of a file of ours say, read back from what draws them: enough to find a fingerprint on them.

No general reader: it knows the operators and the ways back to text that `surface` and `embed` write. On another
program's page it finds nothing, which is the right answer for whoever asks whether a review of ours says something.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_CODE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def is_printed(words: str, pdf: pikepdf.Pdf) -> bool:
    """True when some page says these words, wherever lines end in them; the last pages are looked at first."""
    return any(words in _text(page) for page in reversed(pdf.pages))


def _text(page: pikepdf.Page) -> str:
    """The text of a page without white space."""
    import pikepdf

    resources: Any = page.obj.get("/Resources", {})
    fonts: Any = resources.get("/Font", {})
    drawn: Any = pikepdf.parse_content_stream(page, "Tf TJ")
    found: list[str] = []
    known: dict[str, dict[int, str]] = {}
    font = ""
    for operands, operator in drawn:
        if str(operator) == "Tf":
            font = str(operands[0])
            if font not in known:
                known[font] = _texts(fonts[font])
            continue
        for part in operands[0]:
            if isinstance(part, pikepdf.String):
                codes, texts = bytes(part), known[font]
                found += [texts.get(int.from_bytes(codes[at:at + 2], "big"), "") for at in range(0, len(codes), 2)]
    return "".join("".join(found).split())


def _texts(font: Any) -> dict[int, str]:
    """The text each code of a font stands for; none for a font that is not written as ours are."""
    if "/ToUnicode" not in font:
        return {}
    return {
        int(code, 16): bytes.fromhex(text.decode("ascii")).decode("utf-16-be", "replace")
        for code, text in _CODE.findall(font.ToUnicode.read_bytes())
    }
