"""Two sample vaults that know each other's card, for the pictures: one asks, the other says that it arrived."""

from __future__ import annotations

from reviewapp.actions.changes import Changes
from reviewapp.actions.packets import open_packet, packet_file, packet_record, seal_packet
from reviewapp.vault.connection import Vault


def acquaint(manager: Vault, employee: Vault, *, person_id: int, name: str) -> None:
    """From then on each can seal to the other."""
    from reviewapp.exchange import packet_bodies as bodies

    framework = bodies.AskedFramework(key="judgment", version="1", title="", status="", language="en", focus=())
    notice = bodies.NoticeText(text_version="1", body="", given_on=manager.today)
    request = bodies.RequestBody(
        asked_name=name, period_from=manager.today, period_to=manager.today, framework=framework, notice=notice
    )
    asked = seal_packet(manager, body=request, person_id=person_id)
    row = packet_record(employee, packet_id=carry(manager, asked.id, employee).id)
    arrived = bodies.AckBody(packet_id=row.uid, packet_sha256=row.sha256, received_on=employee.today)
    back = seal_packet(employee, body=arrived, to=(row.contact_id or 0,), in_reply_to=row.uid)
    carry(employee, back.id, manager)


def carry(sender: Vault, packet_id: int, receiver: Vault) -> Changes:
    """Give a file from one vault to the other; the id it has there."""
    return open_packet(receiver, data=packet_file(sender, packet_id=packet_id))
