"""One program of `compare` at work: ``compare_worker.py KIND FOLDER [NUMBER …]``.

KIND ``words`` writes the reviews as each program takes them, ``compare`` says how much of our words each file holds, and
what it claims to be. The others make PDFs of them: of the numbers given, or, without
any, of those that come on lines of standard input, each line answered with the seconds it took. No kind loads the libraries
of another.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def ours(folder: Path) -> Callable[[int], bytes]:
    """The report room, from the record on: it has to find the words itself."""
    from reviewapp.report import render_review

    return lambda number: render_review(pickle.loads((folder / f"{number}.content").read_bytes())).data


def plain(folder: Path) -> Callable[[int], bytes]:
    """ReportLab alone, from the words."""
    from tests.benchmarks.plain_reportlab import plain_pdf

    return lambda number: plain_pdf(pickle.loads((folder / f"{number}.document").read_bytes()))


def weasyprint(folder: Path) -> Callable[[int], bytes]:
    """WeasyPrint from an HTML file, tagged; it can claim PDF/UA-1 or PDF/A-3a, not both."""
    import weasyprint as library
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()  # read once for all files
    return lambda number: library.HTML(filename=folder / f"{number}.html").write_pdf(pdf_variant="pdf/ua-1", font_config=fonts)


@contextmanager
def libreoffice(folder: Path) -> Iterator[Callable[[int], None]]:
    """One LibreOffice for all files, spoken to through its own bridge; it writes the files by itself.

    As much as version 7.4 can say of a file at once: tagged, PDF/UA-1 and PDF/A-3b.
    """
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.connection import NoConnectException

    def values(**named: Any) -> tuple[Any, ...]:
        return tuple(PropertyValue(name, 0, value, 0) for name, value in named.items())

    # Itself, not the script that starts it, which could be ended without it.
    office = Path(shutil.which("soffice") or "").resolve().with_name("soffice.bin")
    pipe = f"compare-{os.getpid()}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    process = subprocess.Popen([str(office), profile, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp"])
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            if process.poll() is not None:
                raise
            time.sleep(0.05)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    data = uno.Any("[]com.sun.star.beans.PropertyValue", values(SelectPdfVersion=3, PDFUACompliance=True, UseTaggedPDF=True))

    def make(number: int) -> None:
        document = desktop.loadComponentFromURL((folder / f"{number}.odt").as_uri(), "_blank", 0, values(Hidden=True))
        out = (folder / "libreoffice" / f"{number}.pdf").as_uri()
        document.storeToURL(out, values(FilterName="writer_pdf_Export", FilterData=data))
        document.close(True)

    yield make
    desktop.terminate()
    process.wait()


def words(folder: Path, count: int) -> None:
    """All reviews in all forms."""
    from reviewapp.report.content import build_review
    from tests.benchmarks.compare_markup import as_html, write_fonts, write_odt
    from tests.benchmarks.compare_reviews import review

    write_fonts(folder)
    for number in range(count):
        content = review(number)
        document = build_review(content)
        (folder / f"{number}.content").write_bytes(pickle.dumps(content))
        (folder / f"{number}.document").write_bytes(pickle.dumps(document))
        (folder / f"{number}.html").write_text(as_html(document), "utf-8")
        write_odt(document, folder / f"{number}.odt")


def compare(folder: Path, programs: list[str]) -> None:
    """Print for each program how long the first reviews are, what they claim, and which part of the words is in them."""
    import re

    import pikepdf
    import pypdfium2

    def read(program: str, number: int) -> tuple[set[str], int]:
        with pypdfium2.PdfDocument(folder / program / f"{number}.pdf") as file:
            text = "\n".join(page.get_textpage().get_text_range() for page in file)
            # Parted at a line's end words are whole again; which hyphen a program writes there differs.
            joined = re.sub(r"[-\u00ad\ufffe\x02]\s*\n|\u00ad|\ufffe|\x02", "", text)
            return set(re.findall(r"\w{4,}", joined)), len(file)

    numbers = range(3)
    wanted = {}
    for number in numbers:
        document = pickle.loads((folder / f"{number}.document").read_bytes())
        wanted[number] = {word for block in document.blocks for word in re.findall(r"\w{4,}", str(block))}
    wanted = {number: read("ours", number)[0] & wanted[number] for number in numbers}
    for program in programs:
        found = [read(program, number) for number in numbers]
        part = sum(len(wanted[at] & words) for at, (words, _pages) in enumerate(found)) / sum(map(len, wanted.values()))
        with pikepdf.open(folder / program / "0.pdf") as pdf, pdf.open_metadata() as metadata:
            ua, a = metadata.get("pdfuaid:part"), metadata.get("pdfaid:part")
            claims = [f"PDF/UA-{ua}"] if ua else []
            claims += [f"PDF/A-{a}{metadata.get('pdfaid:conformance', '').lower()}"] if a else []
            claims += ["tagged"] if "/StructTreeRoot" in pdf.Root else ["not tagged"]
        pages = " and ".join(str(count) for _words, count in found)
        print(f"files of {program}: {', '.join(claims)}; the first have {pages} pages and {part:.0%} of our words")


def main() -> None:
    """See above."""
    kind, folder, *numbers = sys.argv[1:]
    if kind == "compare":
        compare(Path(folder), numbers)
        return
    if kind == "words":
        words(Path(folder), int(numbers[0]))
        return
    if kind == "libreoffice":
        with libreoffice(Path(folder)) as make:
            work(make, [])
        return
    make_bytes = {"ours": ours, "plain": plain, "weasyprint": weasyprint}[kind](Path(folder))
    work(lambda number: (Path(folder) / kind / f"{number}.pdf").write_bytes(make_bytes(number)), numbers)


def work(make: Callable[[int], object], numbers: list[str]) -> None:
    """Make the PDFs asked for, in one go or as they are asked for."""
    for asked in [numbers] if numbers else map(str.split, iter(sys.stdin.readline, "")):
        start = time.perf_counter()
        for number in asked:
            make(int(number))
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    if sys.argv[1] not in ("weasyprint", "libreoffice"):  # which may be in another Python, without our libraries
        sys.path.insert(0, str(ROOT))
    main()
