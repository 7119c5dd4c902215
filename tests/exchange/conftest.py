"""The hospital case beside the repository, read once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from reviewapp.exchange.reading import read_people

CASE = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "hospital-pharmacy"
SAVED_ON = date(2026, 11, 20)


@pytest.fixture(scope="session")
def case():
    if not CASE.is_dir():
        pytest.skip("the reference material is not beside this clone")
    return CASE


@pytest.fixture(scope="session")
def expected(case):
    return json.loads((case / "expectations.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def people_file(case):
    return read_people((case / "people.csv").read_bytes(), saved_on=SAVED_ON)


@pytest.fixture(scope="session")
def people(people_file):
    return [row.person(number, f"uid-{number}") for number, row in enumerate(people_file.rows, start=1)]
