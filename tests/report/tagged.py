"""Reading a PDF as assistive technology does: through its structure tree, never by where things stand on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf


@dataclass
class Element:
    """One element of the tree with the text of all below it, soft hyphens of line ends taken out."""

    tag: str
    alt: str
    spoken: str
    attributes: dict[str, Any]
    kids: list[Element] = field(default_factory=list)
    own: str = ""
    language: str = ""

    @property
    def text(self) -> str:
        whole = self.own + " ".join(kid.text for kid in self.kids)
        return " ".join(whole.split())

    def all(self, *tags: str) -> list[Element]:
        found = [self] if self.tag in tags else []
        return found + [one for kid in self.kids for one in kid.all(*tags)]


@dataclass
class Piece:
    """What one page operator draws: its marked content, if any, whether it is an artifact, and its text."""

    page: int
    mcid: int | None
    artifact: bool
    text: str
    operator: str
    language: str = ""


_PAINTING = frozenset({"TJ", "Tj", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI"})


def pieces(pdf: pikepdf.Pdf) -> list[Piece]:
    """Everything the pages draw, in the order it is drawn. Raises AssertionError where marks do not pair."""
    found: list[Piece] = []
    for number, page in enumerate(pdf.pages):
        maps = {name: _to_unicode(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
        scopes: list[tuple[str, int | None, str | None]] = []
        languages: list[str] = []
        font = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                said = operands[1] if name == "BDC" else pikepdf.Dictionary()
                spoken = str(said["/ActualText"]) if "/ActualText" in said else None
                scopes.append((str(operands[0]), int(said["/MCID"]) if "/MCID" in said else None, spoken))
                languages.append(str(said.get("/Lang", languages[-1] if languages else "")))
                if spoken is not None:
                    found.append(_piece(number, scopes, spoken, "ActualText", languages[-1]))
            elif name == "EMC":
                scopes.pop()
                languages.pop()
            elif name == "Tf":
                font = str(operands[0])
            elif name in _PAINTING:
                text = ""
                if name == "TJ" and all(spoken is None for *_rest, spoken in scopes):
                    text = "".join(_decoded(bytes(part), maps[font]) for part in operands[0] if _is_string(part))
                found.append(_piece(number, scopes, text, name, languages[-1] if languages else ""))
        assert not scopes, f"page {number + 1} leaves {scopes} open"
    return found


def tree(data: bytes) -> Element:
    """The structure tree with its text."""
    with pikepdf.open(BytesIO(data)) as pdf:
        texts: dict[tuple[int, int], str] = {}
        for piece in pieces(pdf):
            if piece.mcid is not None:
                key = (piece.page, piece.mcid)
                texts[key] = texts.get(key, "") + piece.text
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        (root,) = _kids(pdf.Root.StructTreeRoot)
        return _element(root, texts, pages)


def _element(node: Any, texts: dict[tuple[int, int], str], pages: dict[Any, int]) -> Element:
    attributes = {str(name): value for name, value in dict(node.get("/A", pikepdf.Dictionary())).items()}
    attributes = {name: _plain(value) for name, value in attributes.items()}
    element = Element(str(node.S)[1:], str(node.get("/Alt", "")), str(node.get("/ActualText", "")), attributes)
    for kid in _kids(node):
        if isinstance(kid, int):
            element.own += texts.get((pages[node.Pg.objgen], kid), "")
        elif kid.get("/Type") == "/MCR":
            element.own += texts.get((pages[kid.Pg.objgen], int(kid.MCID)), "")
        elif kid.get("/Type") == "/OBJR":
            element.own += f"[{kid.Obj.TU}]"
        else:
            element.kids.append(_element(kid, texts, pages))
    element.own = element.own.replace("\u00ad", "").replace("\u200b", "")
    if element.spoken and not element.kids:
        element.own = element.spoken  # said instead of what is drawn
    element.language = str(node.get("/Lang", ""))
    return element


def _kids(node: Any) -> list[Any]:
    held = node.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _plain(value: Any) -> Any:
    return [float(one) for one in value] if isinstance(value, pikepdf.Array) else str(value)


def _piece(
    page: int, scopes: list[tuple[str, int | None, str | None]], text: str, operator: str, language: str
) -> Piece:
    mcid = next((number for _tag, number, _spoken in reversed(scopes) if number is not None), None)
    return Piece(page, mcid, any(tag == "/Artifact" for tag, *_rest in scopes), text, operator, language)


def _is_string(part: Any) -> bool:
    return isinstance(part, pikepdf.String)


def _decoded(codes: bytes, mapping: dict[int, str]) -> str:
    return "".join(mapping[int.from_bytes(codes[at:at + 2], "big")] for at in range(0, len(codes), 2))


def _to_unicode(font: Any) -> dict[int, str]:
    lines = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", lines)
    }
