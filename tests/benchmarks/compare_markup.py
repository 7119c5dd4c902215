"""The words of a document as HTML for WeasyPrint and as an OpenDocument text for LibreOffice, laid out alike.

Both are written as somebody would who makes reviews that way: real headings, lists, tables with a row of titles, a footer
with page numbers, a rail of headings beside the text. The strip of months is left to its words.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

import uharfbuzz as hb

from reviewapp.paths import resource
from reviewapp.report import document as parts

_STYLE = """
@font-face {{ font-family: Source; src: url(regular.ttf) }}
@font-face {{ font-family: Source; src: url(semibold.ttf); font-weight: 600 }}
@font-face {{ font-family: Source; src: url(bold.ttf); font-weight: 700 }}
@page {{ size: A4; margin: 58pt 50pt 65pt; @bottom-left {{ content: "{footer}"; font: 7.5pt/10pt Source; color: #4E5B69 }}
  @bottom-right {{ content: counter(page) " / " counter(pages); font: 7.5pt/10pt Source; color: #4E5B69; width: 40pt }}
  @top-left {{ content: "{header}"; font: 8pt/11pt Source; color: #4E5B69 }} }}
body {{ font: 9.5pt/12.5pt Source; color: #18222E; hyphens: auto; margin: 0 }}
h1 {{ font-size: 23pt; line-height: 27pt; margin: 0; hyphens: none }}
h2 {{ font-size: 15pt; line-height: 18pt; margin: 14pt 0 6pt; break-after: avoid }}
h3 {{ font-size: 10.5pt; line-height: 13pt; margin: 0; width: 110pt; float: left; margin-left: -125pt; break-after: avoid }}
.kicker {{ font-weight: 600; font-size: 9pt; color: #0B5563; margin: 0 }} .role {{ font-size: 12pt; color: #4E5B69; margin: 2pt 0 10pt }}
.facts {{ display: flex; flex-wrap: wrap; border-top: 1.2pt solid #0B5563; margin: 0 }} .facts div {{ width: 24%; margin: 6pt 1% 7pt 0 }}
dt, .details {{ font-size: 8pt; line-height: 11pt; color: #4E5B69 }} dt {{ font-weight: 600 }} dd {{ margin: 0 }}
section {{ margin-left: 125pt; border-top: .6pt solid #C7D0D8; padding: 3pt 0 6pt }} p {{ margin: 0 0 4pt }} ul {{ margin: 0; padding-left: 10pt }}
table {{ width: 100%; border-collapse: collapse }} th {{ text-align: left; font-size: 8pt; border-bottom: .6pt solid #7D8C99 }}
td {{ vertical-align: top; border-bottom: .5pt solid #C7D0D8; padding: 3pt 4pt 3pt 0 }} td:first-child {{ width: 80pt }}
.sign {{ display: flex }} .sign div {{ width: 50%; border: .8pt solid #7D8C99; padding: 6pt }}
"""


def write_fonts(folder: Path) -> None:
    """The weights of our font as files of their own: from the variable one each HTML file would take a second longer."""
    face = hb.Face(hb.Blob.from_file_path(str(resource("fonts", "SourceSans3-wght.ttf"))), 0)
    for name, weight in (("regular", 400), ("semibold", 600), ("bold", 700)):
        wanted = hb.SubsetInput()
        wanted.keep_everything()
        wanted.pin_axis_location(face, "wght", float(weight))
        (folder / f"{name}.ttf").write_bytes(bytes(hb.subset(face, wanted).blob.data))


def as_html(document: parts.Document) -> str:
    """The document as one HTML file, to lie beside the fonts."""
    style = _STYLE.format(footer=_quoted(document.footer), header=_quoted(f"{document.header_left} {document.header_right}"))
    head = f'<meta charset="utf-8"><title>{escape(document.title)}</title><meta name="author" content="{escape(document.author)}">'
    body = "\n".join(_html(document.blocks))
    return f'<!doctype html><html lang="{document.language}"><head>{head}<style>{style}</style></head><body>{body}</body></html>'


def _html(blocks: Iterable[parts.Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case parts.Front():
                yield f'<p class="kicker">{escape(block.kicker)}</p><h1>{escape(block.name)}</h1><p class="role">{escape(block.role)}</p>'
            case parts.Facts():
                facts = (f"<div><dt>{escape(one.label)}</dt><dd>{escape(one.value)}</dd></div>" for one in block.items)
                yield f'<dl class="facts">{"".join(facts)}</dl>'
            case parts.Heading():
                yield f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
            case parts.Railed():
                level = min(block.level + 1, 3)
                heading = f'<h{level} style="font-size: 10.5pt; line-height: 13pt; width: 110pt; float: left; margin: 0 0 0 -125pt">'
                yield "<section>" + (f"{heading}{escape(block.heading)}</h{level}>" if block.heading else "")
                yield from _html(block.blocks)
                yield "</section>"
            case parts.EpisodeTable():
                yield "<table><thead><tr>" + "".join(f'<th scope="col">{escape(one)}</th>' for one in block.columns) + "</tr></thead><tbody>"
                for row in block.rows:
                    points = "".join(f"<p><b>{escape(one.label)}</b> {escape(one.text)}</p>" for one in row.points)
                    details = f'<p class="details">{escape(row.details)}</p>' if row.details else ""
                    yield f"<tr><td>{escape(row.date)}<br>{escape(row.kind)}</td><td><p>{escape(row.happened)} {escape(row.elsewhere)}</p>{points}{details}</td></tr>"
                yield "</tbody></table>"
            case parts.Bullets():
                yield "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in block.items) + "</ul>"
            case parts.Labelled():
                yield f"<p><b>{escape(block.label)}</b> {escape(block.text)}</p>"
            case parts.Signing():
                said = ("".join(f"<p>{escape(words)}</p>" for words in _signing(one)) for one in block.parts)
                yield '<div class="sign">' + "".join(f"<div>{one}</div>" for one in said) + "</div>"
            case _:
                yield from (f"<p>{escape(words)}</p>" for words in _plain(block))


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')


def _plain(block: parts.Block) -> Iterator[str]:
    """The paragraphs of what has no form of its own here."""
    match block:
        case parts.Paragraph():
            yield from block.text.split("\n\n")
        case parts.WriteIn():
            yield f"{block.so_far} {block.label}"
        case parts.TimelineStrip():
            yield from (block.legend, *block.alternative)
        case _:
            raise TypeError(type(block).__name__)


def _signing(block: parts.SignBlock) -> Iterator[str]:
    yield from (words for words in (block.who, block.name, block.statement, *block.choices, *block.lines, block.note) if words)


_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("meta", "meta"),
                        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"))
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_TYPE = "application/vnd.oasis.opendocument.text"
_FORMATS = {  # name: family, paragraph, letters
    "Standard": ("", 'fo:margin-bottom="4pt" fo:line-height="12.5pt"', ""),
    "Kicker": ("Standard", "", 'fo:font-size="9pt" fo:font-weight="bold" fo:color="#0B5563"'),
    "Role": ("Standard", 'fo:margin-bottom="10pt"', 'fo:font-size="12pt" fo:color="#4E5B69"'),
    "Label": ("Standard", 'fo:margin-bottom="0pt" fo:line-height="11pt"', 'fo:font-size="8pt" fo:color="#4E5B69"'),
    "Heading_20_1": ("Standard", 'fo:line-height="27pt"', 'fo:font-size="23pt" fo:font-weight="bold"'),
    "Heading_20_2": ("Standard", 'fo:margin-top="14pt" fo:line-height="18pt" fo:keep-with-next="always"', 'fo:font-size="15pt" fo:font-weight="bold"'),
    "Heading_20_3": ("Standard", 'fo:line-height="13pt"', 'fo:font-size="10.5pt" fo:font-weight="bold"'),
}
_FONT = 'style:font-name="Liberation Sans" fo:font-family="\'Liberation Sans\'"'


def write_odt(document: parts.Document, path: Path) -> None:
    """The document as an OpenDocument text in Liberation Sans, which comes with LibreOffice: of a variable font it takes
    the thinnest weight for all.
    """
    body = "".join(_odt(document.blocks))
    content = (
        f'{_HEAD}<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>'
        '<style:style style:name="Rail" style:family="table-column"><style:table-column-properties style:column-width="125pt"/></style:style>'
        '<style:style style:name="Column" style:family="table-column"><style:table-column-properties style:column-width="370pt"/></style:style>'
        '<style:style style:name="Quarter" style:family="table-column"><style:table-column-properties style:column-width="123pt"/></style:style>'
        '<style:style style:name="Wide" style:family="table"><style:table-properties style:width="495pt" table:align="left"/></style:style>'
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border-top="0.6pt solid #C7D0D8" fo:padding="3pt"/>'
        '</style:style><style:style style:name="Lead" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = (
        f'{_HEAD}<office:document-meta {_SPACES} office:version="1.3"><office:meta><dc:title>{escape(document.title)}</dc:title>'
        f"<dc:subject>{escape(document.subject)}</dc:subject><dc:creator>{escape(document.author)}</dc:creator></office:meta></office:document-meta>"
    )
    members = {"content.xml": content, "styles.xml": _styles(document), "meta.xml": meta}
    listed = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in members)
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_TYPE}"/>{listed}</manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        for name, text in {**members, "META-INF/manifest.xml": manifest}.items():
            file.writestr(name, text)


def _styles(document: parts.Document) -> str:
    named = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"{f" style:parent-style-name={chr(34)}{parent}{chr(34)}" if parent else ""}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {letters}/></style:style>"
        for name, (parent, paragraph, letters) in _FORMATS.items()
    )
    country = {"en": "GB", "de": "DE", "fr": "FR", "es": "ES"}[document.language]
    return (
        f'{_HEAD}<office:document-styles {_SPACES} office:version="1.3"><office:font-face-decls><style:font-face style:name="Liberation Sans" '
        'svg:font-family="\'Liberation Sans\'"/></office:font-face-decls><office:styles><style:default-style style:family="paragraph">'
        f'<style:paragraph-properties fo:hyphenation-ladder-count="no-limit"/><style:text-properties {_FONT} fo:font-size="9.5pt" fo:color="#18222E" '
        f'fo:language="{document.language}" fo:country="{country}" fo:hyphenate="true"/></style:default-style>{named}</office:styles>'
        '<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="595.28pt" fo:page-height="841.89pt" '
        'fo:margin-top="36pt" fo:margin-bottom="36pt" fo:margin-left="50pt" fo:margin-right="50pt"/><style:header-style/><style:footer-style/>'
        '</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">'
        f'<style:header><text:p text:style-name="Label">{escape(document.header_left)} {escape(document.header_right)}</text:p></style:header>'
        f'<style:footer><text:p text:style-name="Label">{escape(document.footer)} <text:page-number/> / <text:page-count/></text:p></style:footer>'
        "</style:master-page></office:master-styles></office:document-styles>"
    )


def _odt(blocks: Iterable[parts.Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case parts.Front():
                yield _paragraph(block.kicker, "Kicker") + _heading(block.name, 1) + _paragraph(block.role, "Role")
            case parts.Facts():
                facts = [_paragraph(one.label, "Label") + _paragraph(one.value) for one in block.items]
                facts += [""] * (-len(facts) % 4)
                yield _table(("Quarter",) * 4, [facts[at:at + 4] for at in range(0, len(facts), 4)])
            case parts.Heading():
                yield _heading(block.text, block.level + 1)
            case parts.Railed():
                heading = _heading(block.heading, min(block.level + 1, 3), "Heading_20_3") if block.heading else ""
                beside = [one for one in block.blocks if not isinstance(one, parts.EpisodeTable)]
                tables = [one for one in block.blocks if isinstance(one, parts.EpisodeTable)]
                yield _table(("Rail", "Column"), [[heading, "".join(_odt(beside))]])
                yield from _odt(tables)
            case parts.EpisodeTable():
                titles = [_paragraph(one, "Label") for one in block.columns]
                rows = [[_paragraph(f"{row.date}\n{row.kind}"), "".join(_row(row))] for row in block.rows]
                yield _table(("Rail", "Column"), rows, titles)
            case parts.Bullets():
                yield "<text:list>" + "".join(f"<text:list-item>{_paragraph(one)}</text:list-item>" for one in block.items) + "</text:list>"
            case parts.Labelled():
                yield _led(block)
            case parts.Signing():
                said = ["".join(map(_paragraph, _signing(one))) for one in block.parts]
                yield _table(("Quarter",) * len(said), [said])
            case _:
                yield from map(_paragraph, _plain(block))


def _row(row: parts.EpisodeRow) -> Iterator[str]:
    yield _paragraph(f"{row.happened} {row.elsewhere}")
    yield from map(_led, row.points)
    if row.details:
        yield _paragraph(row.details, "Label")


def _led(block: parts.Labelled) -> str:
    return f'<text:p><text:span text:style-name="Lead">{escape(block.label)}</text:span> {escape(block.text)}</text:p>'


def _heading(words: str, level: int, style: str = "") -> str:
    return f'<text:h text:style-name="{style or f"Heading_20_{level}"}" text:outline-level="{level}">{escape(words)}</text:h>'


def _paragraph(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{escape(words).replace(chr(10), "<text:line-break/>")}</text:p>'


def _table(columns: tuple[str, ...], rows: list[list[str]], titles: list[str] | None = None) -> str:
    head = "".join(f'<table:table-column table:style-name="{one}"/>' for one in columns)
    head += f"<table:table-header-rows>{_table_row(titles)}</table:table-header-rows>" if titles else ""
    return f'<table:table table:style-name="Wide">{head}{"".join(map(_table_row, rows))}</table:table>'


def _table_row(cells: list[str]) -> str:
    held = "".join(f'<table:table-cell table:style-name="Cell">{one or "<text:p/>"}</table:table-cell>' for one in cells)
    return f"<table:table-row>{held}</table:table-row>"
