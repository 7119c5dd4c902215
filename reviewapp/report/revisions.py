"""What differs between two states of one PDF, of which the later only appends to the earlier.

Both are read whole and compared object by object: what was not there before can be reached only through something that
was, so nothing appended can hide. What the earlier state names and does not hold reads as nothing there, and as a
change once it comes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from reviewapp.report.sign_fields import EMPLOYEE

if TYPE_CHECKING:
    import pikepdf

PAGES, NOTES, ATTACHMENT, FORM, OTHER = "pages", "notes", "attachment", "form", "other"
# What signing may put into a field that was empty.
_FILLED_IN = frozenset({"/V", "/AP"})


def read(data: bytes) -> pikepdf.Pdf:
    """The file as it stands; nothing is repaired. Raises pikepdf.PdfError."""
    import pikepdf

    return pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True)


def changes(before: pikepdf.Pdf, after: pikepdf.Pdf) -> frozenset[str]:
    """What of the earlier state is different in the later one, but for filling in the employee's signature."""
    found = set()
    for name in ("/Root", "/Info"):
        if _reference(before, name) != _reference(after, name):
            found.add(OTHER)
    kinds = _kinds(before)
    for item in before.objects:
        number, generation = item.objgen
        if _is_container(item):
            continue
        now = after.get_object(number, generation)
        if _written(item) != _written(now):
            found.add(_kind(item, now, kinds.get(number, "")))
    found.discard("")
    return frozenset(found)


def embedded(pdf: pikepdf.Pdf, name: str) -> bytes | None:
    """The bytes of a file that is attached under this name, or None."""
    return bytes(pdf.attachments[name].get_file().read_bytes()) if name in pdf.attachments else None


def _kinds(pdf: pikepdf.Pdf) -> dict[int, str]:
    """What an object is for, where it does not say so itself: content of a page, its notes, the list of attachments."""
    found: dict[int, str] = {}
    form: Any = pdf.Root.get("/AcroForm")
    for page in pdf.pages:
        found[page.obj.objgen[0]] = "page"
        for key, kind in (("/Contents", PAGES), ("/Resources", PAGES), ("/Annots", NOTES)):
            part = page.obj.get(key)
            if part is not None and part.is_indirect:
                found[part.objgen[0]] = kind
        contents = page.obj.get("/Contents")
        for part in contents if contents is not None and _is_array(contents) else ():
            if part is not None:  # what is named and not there reads as nothing
                found[part.objgen[0]] = PAGES
    for field in form.get("/Fields", []) if form is not None else ():
        if str(field.get("/T", "")) == EMPLOYEE:
            found[field.objgen[0]] = "employee"
    found[pdf.Root.objgen[0]] = "root"
    return found


def _kind(before: Any, now: Any, kind: str) -> str:
    """The category of one change; "" for the one that is allowed."""
    if kind == "employee":
        return "" if _only(before, now, _FILLED_IN) and "/V" not in before else FORM
    if kind == "page":
        return NOTES if _only(before, now, frozenset({"/Annots"})) else PAGES
    if kind == "root":
        return ATTACHMENT if _only(before, now, frozenset({"/Names", "/AF"})) else OTHER
    if kind in (PAGES, NOTES):
        return kind
    said = str(before.get("/Type", "")) if _has_keys(before) else ""
    lists_files = _has_keys(before) and ("/EF" in before or "/EmbeddedFiles" in before)
    if said in ("/Filespec", "/EmbeddedFile") or lists_files:
        return ATTACHMENT
    return {"/Annot": FORM, "/Page": PAGES, "/Pages": PAGES, "/Font": PAGES, "/XObject": PAGES}.get(said, OTHER)


def _only(before: Any, now: Any, keys: frozenset[str]) -> bool:
    """True when two dictionaries differ in these keys alone."""
    if not _has_keys(now):
        return False
    names = (set(before.keys()) | set(now.keys())) - keys
    return all(name in before and name in now and _value(before[name]) == _value(now[name]) for name in names)


def _value(item: Any) -> Any:
    return item.unparse() if hasattr(item, "unparse") else item


def _written(item: Any) -> tuple[bytes, bytes]:
    import pikepdf

    if isinstance(item, pikepdf.Stream):
        return item.stream_dict.unparse(resolved=True), item.read_raw_bytes()
    return (item.unparse(resolved=True) if hasattr(item, "unparse") else repr(item).encode()), b""


def _is_container(item: Any) -> bool:
    """Streams that hold other objects or say where they stand; what is in them is compared by itself."""
    import pikepdf

    return isinstance(item, pikepdf.Stream) and str(item.get("/Type", "")) in ("/ObjStm", "/XRef")


def _has_keys(item: Any) -> bool:
    import pikepdf

    return isinstance(item, (pikepdf.Dictionary, pikepdf.Stream))


def _is_array(item: Any) -> bool:
    import pikepdf

    return isinstance(item, pikepdf.Array)


def _reference(pdf: pikepdf.Pdf, name: str) -> Any:
    found = pdf.trailer.get(name)
    return found.objgen if found is not None and found.is_indirect else _value(found)
