"""The tree of `structure` written into the file, and every piece of content tied to its element and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reviewapp.report.languages import paragraph_language
from reviewapp.report.structure import Mark, Node

_NOT_SPOKEN = dict.fromkeys(map(ord, "\u00ad\u200b"))
_MAY_BE_EMPTY = frozenset({"TH", "TD"})  # a cell without words still holds its place in the row


def tag(pdf: pikepdf.Pdf, root: Node, language: str) -> None:
    """Write the structure tree, mark the file as tagged, and let Tab go through fields in reading order.

    Fields of a form that the file has already are taken into the tree: in the places kept for them, in order.
    ``language`` is that of the document.
    """
    _Tagger(pdf, language).write(root)


class _Tagger:
    def __init__(self, pdf: pikepdf.Pdf, language: str) -> None:
        self._pdf, self._language = pdf, language
        self._pages = [page.obj for page in pdf.pages]
        self._content: list[dict[int, Any]] = [{} for _page in self._pages]  # page -> MCID -> element
        self._fields = _fields(pdf)
        self._annotations: list[Any] = []  # elements of the fields, in the order of their numbers

    def write(self, root: Node) -> None:
        pdf = self._pdf
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self._element(root, tree)
        if document is None:
            raise ValueError("a document without content")
        if self._fields:
            held = document.K if isinstance(document.K, Array) else [document.K]
            document.K = Array([*held, *(self._form(document, page, field) for page, field in self._fields)])
        tree.K = Array([document])
        numbers: list[Any] = []
        for number, (page, elements) in enumerate(zip(self._pages, self._content, strict=True)):
            page.StructParents, page.Tabs = number, Name.S
            numbers += [number, pdf.make_indirect(Array([elements[mcid] for mcid in range(len(elements))]))]
        for number, element in enumerate(self._annotations, start=len(self._pages)):
            numbers += [number, element]
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        tree.ParentTreeNextKey = len(self._pages) + len(self._annotations)
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, node: Node, parent: Any) -> Any | None:
        """The element of a node with all below it; None where there is nothing in it."""
        if node.tag == "Form":
            if not self._fields:
                return None
            page, field = self._fields.pop(0)
            return self._form(parent, page, field)
        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
        kids: list[Any] = []
        first: int | None = None
        for kid in node.kids:
            if isinstance(kid, Node):
                below = self._element(kid, element)
                if below is not None:
                    kids.append(below)
                continue
            first = kid.page if first is None else first
            kids.append(self._mark(kid, first))
            self._content[kid.page][kid.number] = element
        if not kids and node.tag not in _MAY_BE_EMPTY:
            return None
        if first is not None:
            element.Pg = self._pages[first]
        if kids:
            element.K = Array(kids) if len(kids) > 1 else kids[0]
        _describe(element, node, self._language)
        return element

    def _mark(self, mark: Mark, first: int) -> Any:
        if mark.page == first:
            return mark.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[mark.page], MCID=mark.number)

    def _form(self, parent: Any, page: Any, field: Any) -> Any:
        element = self._pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem, S=Name.Form, P=parent, Pg=page,
                K=Dictionary(Type=Name.OBJR, Obj=field, Pg=page),
            )
        )  # fmt: skip
        field.StructParent = len(self._pages) + len(self._annotations)
        self._annotations.append(element)
        return element


def _describe(element: Any, node: Node, language: str) -> None:
    if node.alt:
        element.Alt = String(node.alt)
    if node.spoken:
        element.ActualText = String(node.spoken)
    if node.words and not node.alt:
        words = node.words.translate(_NOT_SPOKEN).strip()
        spoken = node.language or paragraph_language(words, language)
        if spoken and spoken != language:
            element.Lang = String(spoken)
        if node.turns and not any(isinstance(kid, Node) for kid in node.kids):
            # In the order of reading, whatever stands left of what: letters are in the file as they are seen.
            element.ActualText = String(words)
    if node.scope:
        element.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
    if node.box:
        element.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=[round(edge, 2) for edge in node.box])


def _fields(pdf: pikepdf.Pdf) -> list[tuple[Any, Any]]:
    """The fields of the form with their pages, in the order of the form."""
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return []
    return list(_placed(pdf, form))


def _placed(pdf: pikepdf.Pdf, form: Any) -> Iterator[tuple[Any, Any]]:
    for field in form.Fields:
        for page in pdf.pages:
            if any(one.objgen == field.objgen for one in page.obj.get("/Annots", [])):
                yield page.obj, field
