"""What makes a file readable in many years, and what it says about itself: XMP, colour, the attached source.

PDF/A-3 with conformance A (ISO 19005-3) and PDF/UA-1 (ISO 14289-1). Both are claimed in one place, here, on the one
path every document takes; tests/report/test_accessible.py checks each kind of document against both.
"""

from __future__ import annotations

import hashlib
import html
import uuid
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from reviewapp.paths import resource
from reviewapp.report.document import Attached, Document
from reviewapp.report.plain import one_line

PRODUCER = "ReviewApp"
_RECORDS = uuid.UUID("0c8a1d5e-6a3f-5b0e-9d0c-7f2b4e6a9c11")  # of our own making: ids of files are derived from it
_COLOUR = "sRGB IEC61966-2.1"

# The extension schema is what PDF/A wants said about `pdfuaid`, which is younger than it.
_CREATOR = "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
_DOCUMENT_ID = "<xmpMM:DocumentID>uuid:{record}</xmpMM:DocumentID>"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate><xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
{document_id}<xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def describe(pdf: pikepdf.Pdf, document: Document, raw: bytes) -> None:
    """Title, author, language and dates of the record, the same in both places that hold them; no clock.

    ``raw`` is the file so far: the identifier of this copy comes from its bytes.
    """
    author = one_line(document.author)
    said = {"title": one_line(document.title), "subject": one_line(document.subject)}
    day = pdf_day(document)
    info = pdf.docinfo
    for name in list(info.keys()):
        del info[name]
    for name, value in {
        "/Title": said["title"], **({"/Author": author} if author else {}), "/Subject": said["subject"],
        "/Creator": PRODUCER, "/Producer": PRODUCER, "/CreationDate": day, "/ModDate": day,
    }.items():  # fmt: skip
        info[name] = String(value)
    packet = _XMP.format(
        **{name: html.escape(value) for name, value in said.items()},
        creator=_CREATOR.format(author=html.escape(author)) if author else "", language=html.escape(document.language),
        moment=f"{document.dated}T00:00:00Z", producer=PRODUCER,
        document_id=_DOCUMENT_ID.format(record=uuid.uuid5(_RECORDS, document.uid or said["title"])),
        instance=uuid.uuid5(_RECORDS, hashlib.sha256(raw).hexdigest()),
    )  # fmt: skip
    metadata = Stream(pdf, packet.encode("utf-8"))
    metadata.update({"/Type": Name.Metadata, "/Subtype": Name.XML})
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.Root.Lang = String(document.language)
    # No Direction: with R2L, PDFium gives back the words of every line in reverse, Latin ones too.
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def is_of_record(data: bytes, uid: str) -> bool:
    """True for a file of ours that prints the record of this uid, whatever version of it."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            said = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
    except pikepdf.PdfError:
        return False  # no PDF, or none that opens
    return _DOCUMENT_ID.format(record=uuid.uuid5(_RECORDS, one_line(uid))).encode("ascii") in said


def pdf_day(document: Document) -> str:
    """The date of the record as PDF writes dates."""
    return f"D:{document.dated.replace('-', '')}000000Z"


def name_colours(pdf: pikepdf.Pdf) -> None:
    """Say which red, green and blue are meant: sRGB, whose profile goes into the file."""
    profile = Stream(pdf, resource("colour", "sRGB.icc").read_bytes())
    profile.update({"/N": 3, "/Alternate": Name.DeviceRGB})
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String(_COLOUR), Info=String(_COLOUR),
        DestOutputProfile=pdf.make_indirect(profile),
    )  # fmt: skip
    pdf.Root.OutputIntents = Array([intent])


def attach(pdf: pikepdf.Pdf, attached: Attached, day: str) -> None:
    """Put the source of the pages into the file, where PDF/A-3 wants it: listed, and tied to the document."""
    stream = Stream(pdf, attached.data)
    stream.update(
        {
            "/Type": Name.EmbeddedFile,
            "/Subtype": Name(f"/{attached.kind}"),
            "/Params": Dictionary(
                Size=len(attached.data), CreationDate=String(day), ModDate=String(day),
                CheckSum=String(hashlib.md5(attached.data, usedforsecurity=False).digest()),
            ),
        }
    )  # fmt: skip
    file = pdf.make_indirect(stream)
    entry = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec, F=String(attached.name), UF=String(attached.name), AFRelationship=Name.Source,
            Desc=String(attached.description), EF=Dictionary(F=file, UF=file),
        )
    )  # fmt: skip
    pdf.Root.AF = Array([entry])
    names = pdf.Root.get("/Names", Dictionary())
    names.EmbeddedFiles = Dictionary(Names=Array([String(attached.name), entry]))
    pdf.Root.Names = names
