"""What one document embeds of a face: a subset font whose every code maps back to the exact text.

Each pair of a glyph and the text it stands for gets a code of its own (a CID), so copying and searching
give back what was written even where one glyph serves two characters. ReportLab calls `addObjects` when
the file is put together.
"""

from __future__ import annotations

import hashlib
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from reviewapp.report.fonts import Face

# Tables a PDF viewer never reads; leaving them out is most of the saving.
_UNREAD_TABLES = (
    "OS/2", "post", "name", "cmap", "STAT", "GSUB", "GPOS", "GDEF", "DSIG", "gasp", "meta", "BASE", "vhea", "vmtx",
)
_LAST_CODE = 0xFFFF

_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class EmbeddedFont:
    """The use one document makes of one face; ``name`` is its resource name on the pages."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[tuple[int, str], str] = {}
        #: Text and direction of pieces already written: the move before them, their codes, the move owed after.
        self.shown: dict[tuple[str, int], tuple[float, str, float]] = {}

    def code(self, glyph: int, text: str) -> str:
        """The code that draws this glyph and extracts as this text, in hexadecimal as pages write it.

        Codes are two bytes. A record with more than 65,535 different pairs cannot be written
        (OverflowError); the fonts it may draw from hold some thousands.
        """
        code = self._codes.get((glyph, text))
        if code is None:
            if len(self._codes) == _LAST_CODE:
                raise OverflowError("too many different characters for one font of one document")
            code = self._codes[glyph, text] = f"{len(self._codes) + 1:04X}"
        return code

    def addObjects(self, document: Any) -> None:
        """Write the subset, its widths and its way back to text into the document."""
        data, new_index = self._subset()
        pairs = list(self._codes)
        scale = 1000 / self.face.units
        tag_source = hashlib.sha256(repr(pairs).encode("utf-8", "backslashreplace")).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in tag_source[:6])
        base_name = pdfdoc.PDFName(f"{tag}+{self.face.source.name}")
        glyph_map = b"\x00\x00" + b"".join(new_index[glyph].to_bytes(2, "big") for glyph, _text in pairs)
        widths = [round(self.face.glyph_width(glyph) * scale, 2) for glyph, _text in pairs]
        descriptor = _dictionary(
            Type=pdfdoc.PDFName("FontDescriptor"),
            FontName=base_name,
            Flags=4 | (64 if self.face.source.slant else 0),
            FontBBox=pdfdoc.PDFArray([-500, round(self.face.descent * scale), 1500, round(self.face.ascent * scale)]),
            ItalicAngle=self.face.source.slant,
            Ascent=round(self.face.ascent * scale),
            Descent=round(self.face.descent * scale),
            CapHeight=round(self.face.cap_height * scale),
            StemV=50 + self.face.source.weight // 10,
            FontFile2=self._reference(document, "file", _stream(data, Length1=len(data))),
        )
        descendant = _dictionary(
            Type=pdfdoc.PDFName("Font"),
            Subtype=pdfdoc.PDFName("CIDFontType2"),
            BaseFont=base_name,
            CIDSystemInfo=_dictionary(
                Registry=pdfdoc.PDFString("Adobe"), Ordering=pdfdoc.PDFString("Identity"), Supplement=0
            ),
            FontDescriptor=self._reference(document, "descriptor", descriptor),
            DW=1000,
            W=pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
            CIDToGIDMap=self._reference(document, "glyphs", _stream(glyph_map)),
        )
        top = _dictionary(
            Type=pdfdoc.PDFName("Font"),
            Subtype=pdfdoc.PDFName("Type0"),
            BaseFont=base_name,
            Encoding=pdfdoc.PDFName("Identity-H"),
            DescendantFonts=pdfdoc.PDFArray([self._reference(document, "descendant", descendant)]),
            ToUnicode=self._reference(document, "text", _stream(_to_unicode(pairs))),
        )
        document.idToObject["BasicFonts"].dict[self.name] = self._reference(document, "font", top)

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        face = self.face.face
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({0} | {glyph for glyph, _text in self._codes})
        for axis in face.axis_infos:
            wanted.pin_axis_to_default(face, axis.tag)
            if axis.tag == "wght":
                wanted.pin_axis_location(face, "wght", float(self.face.source.weight))
        wanted.drop_table_tag_set.update(int.from_bytes(table.encode(), "big") for table in _UNREAD_TABLES)
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        plan = hb.SubsetPlan(face, wanted)
        subset = plan.execute()
        return bytes(subset.blob.data), dict(plan.old_to_new_glyph_mapping)

    def _reference(self, document: Any, part: str, thing: Any) -> Any:
        return document.Reference(thing, f"{self.name}:{part}")


def _to_unicode(pairs: list[tuple[int, str]]) -> bytes:
    lines = []
    numbered = list(enumerate((text for _glyph, text in pairs), start=1))
    for start in range(0, len(numbered), 100):  # the format allows a hundred to a block
        block = numbered[start:start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines.extend(f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in block)
        lines.append("endbfchar")
    return _TO_UNICODE.replace("{ranges}", "\n".join(lines)).encode("ascii")


def _dictionary(**entries: Any) -> Any:
    return pdfdoc.PDFDictionary(entries)


def _stream(content: bytes, **entries: Any) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    for name, value in entries.items():
        stream.dictionary[name] = value
    return stream
