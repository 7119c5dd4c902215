"""Write ``docs/extraction.md``: what two readers give back of a paragraph in every script, from real pages.

    PYTHONPATH=. python tests/helpers/extraction_docs.py
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from reviewapp.report import render_review
from tests.report import samples
from tests.report.reading import text_of
from tests.report.scripts import MIXED, SAMPLES, Sample, canonical, words_of

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "extraction.md"
HEAD = """# Extraction table per script

What comes back when the text of a printed review is selected and copied, or read by a machine. Each paragraph of
`tests/report/scripts.py` was printed as the summary of a review and read back with PDFium (the preview; also Chrome) and
poppler's `pdftotext`. *Words*: words found of words written, signs aside. *Exact*: the whole paragraph, letter by
letter; in poppler with the marks of one letter in canonical order (Unicode NFC). Written by
`tests/helpers/extraction_docs.py`; the tests assert what stands here.

| script | language | PDFium, words | exact | poppler, words | exact |
|---|---|---|---|---|---|
"""
FOOT = """
Where both directions meet in one line, readers work out the order from positions alone. PDFium turns a Latin word with
a figure round inside Hebrew (`v3`) and exchanges the words of a Hebrew phrase inside an English line; poppler sets a comma
behind its space and does not turn brackets. Every other word is there, and the page itself is right. A vowel mark before
a full stop changes places with it in both.
"""


def by_poppler(data: bytes) -> str:
    """The text as pdftotext gives it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "printed.pdf"
        file.write_bytes(data)
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def row(sample: Sample) -> str:
    """One line of the table."""
    data = render_review(samples.review(texts={"summary": sample.text}, language=sample.language)).data
    pdfium, poppler = text_of(data), canonical(by_poppler(data))
    cells = [sample.script, sample.language]
    for text, wanted in ((pdfium, sample.text), (poppler, canonical(sample.text))):
        written = words_of(wanted)
        cells += [f"{len(written & words_of(text))} of {len(written)}", "yes" if wanted in text else "no"]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Write the table."""
    if shutil.which("pdftotext") is None:
        raise SystemExit("pdftotext (poppler) is needed for this table")
    TARGET.write_text(HEAD + "\n".join(row(sample) for sample in (*SAMPLES, *MIXED)) + "\n" + FOOT, "utf-8")
    print(TARGET)


if __name__ == "__main__":
    main()
