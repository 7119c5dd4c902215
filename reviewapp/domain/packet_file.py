"""What a packet is called as a file: its ending and the type a desktop knows it by (packaging/ has both, too)."""

from __future__ import annotations

SUFFIX = ".rvpacket"
MIME_TYPE = "application/vnd.reviewapp.packet"
