"""The retranslation worksheet of a framework as a PDF; it is about wording and about nobody."""

from __future__ import annotations

from reviewapp.actions.exporting import PreviewedPdf
from reviewapp.actions.frameworks import framework_by_id
from reviewapp.domain.worksheet import worksheet_of
from reviewapp.vault.connection import Vault


def worksheet_pdf(vault: Vault, *, framework_id: int) -> PreviewedPdf:
    """The sheet of one version, the same order each time. NotFound for an unknown one."""
    from reviewapp.report import render_worksheet

    framework = framework_by_id(vault, framework_id=framework_id)
    rendered = render_worksheet(worksheet_of(framework, vault.today))
    name = f"Worksheet_{framework.key}_{framework.version}.pdf"
    return PreviewedPdf(rendered.data, name, False, rendered.missing, 0, "")
