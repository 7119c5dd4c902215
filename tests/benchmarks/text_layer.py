"""The cost of a review as a PDF against the same words set by plain ReportLab: ``what: figure`` lines.

What plain means is in `plain_reportlab`.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reviewapp.report import render_review  # noqa: E402
from reviewapp.report.content import build_review  # noqa: E402
from tests.benchmarks.plain_reportlab import plain_pdf  # noqa: E402
from tests.report import samples  # noqa: E402

ROUNDS = 40


def ratio(name: str, content) -> str:
    """Ours and plain in turn, so that both meet the same noise."""
    document = build_review(content)
    ours, plain = [], []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        data = render_review(content).data
        middle = time.perf_counter()
        other = plain_pdf(document)
        ours.append(middle - start)
        plain.append(time.perf_counter() - middle)
    least = statistics.median(one / two for one, two in zip(ours[2:], plain[2:], strict=True))
    return (
        f"{name}: {least:.2f} times plain ReportLab ({statistics.median(ours) * 1000:.0f} ms, "
        f"{len(data) / 1000:.0f} KB against {len(other) / 1000:.0f} KB)"
    )


def main() -> None:
    """Print one line per kind of review."""
    from tests.report.scripts import SAMPLES

    hebrew = next(sample.text for sample in SAMPLES if sample.script == "Hebrew")
    print(ratio("a review as full as one gets, English", samples.full()))
    print(ratio("the usual review, English", samples.review()))
    long = "\n\n".join([hebrew + "."] * 20)
    print(ratio("the usual review with a page of Hebrew", samples.review(language="he", texts={"summary": long})))


if __name__ == "__main__":
    main()
