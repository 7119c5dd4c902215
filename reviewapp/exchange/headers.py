"""Column names as people write them, in English, German, French and Spanish, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewapp.exchange.plain import folded, tidy

Vocabulary = dict[str, frozenset[str]]


def _words(**fields: str) -> Vocabulary:
    return {name: frozenset(part.strip() for part in text.split("|")) for name, text in fields.items()}


# Written without accents and punctuation, as `plain_header` leaves them.
PEOPLE: Vocabulary = _words(
    name="name|names|full name|employee|employee name|staff|staff member|person|colleague|display name"
    "|mitarbeiter|mitarbeiterin|mitarbeitende|mitarbeiter in|mitarbeitername|vollstandiger name|vor und nachname"
    "|vorname nachname|nom|nom complet|nom et prenom|nom prenom|collaborateur|collaboratrice|salarie|employe"
    "|nombre|nombre completo|nombre y apellidos|empleado|empleada|persona|colaborador",
    first_name="first name|firstname|given name|forename|vorname|rufname|prenom|nombre de pila",
    last_name="last name|lastname|surname|family name|nachname|familienname|nom de famille|apellido|apellidos",
    role="role|job title|job|title|position|post|job role|rolle|funktion|stelle|position funktion|tatigkeit"
    "|berufsbezeichnung|poste|fonction|intitule du poste|metier|puesto|cargo|funcion|rol",
    email="e mail|email|mail|email address|e mail address|e mail adresse|mailadresse|courriel|adresse e mail"
    "|adresse mail|correo|correo electronico",
    start="start date|start|started|started on|date started|hire date|joined|join date|joining date|since"
    "|eintritt|eintrittsdatum|beginn|startdatum|seit|date d entree|entree|date d embauche|date de debut|debut"
    "|fecha de inicio|fecha de ingreso|fecha de alta|inicio|fecha inicio",
    manager="manager|managers|line manager|reports to|supervisor|boss|fuhrungskraft|vorgesetzte|vorgesetzter"
    "|vorgesetzte r|leitung|chef|responsable|superieur|manageur|jefe|jefa|supervisora|gerente",
    team="team|department|dept|unit|group|abteilung|bereich|gruppe|equipe|service|departement|equipo"
    "|departamento|unidad",
    notes="notes|note|comment|comments|remarks|notizen|notiz|bemerkung|bemerkungen|anmerkung|anmerkungen"
    "|kommentar|remarque|remarques|commentaire|commentaires|notas|nota|comentarios|comentario|observaciones",
)
NOTES: Vocabulary = _words(
    date="date|day|when|date of event|event date|noted on|datum|tag|wann|jour|quand|fecha|dia|cuando",
    who="who|person|people|name|names|employee|colleague|about|wer|mitarbeiter|mitarbeiterin|personen|kollege"
    "|kollegin|qui|personne|personnes|nom|collaborateur|quien|persona|personas|nombre|empleado",
    text="what happened|what|note|notes|text|observation|observations|description|event|episode|details"
    "|beobachtung|beobachtungen|notiz|notizen|was ist passiert|was geschah|was|ereignis|beschreibung|vorfall"
    "|ce qui s est passe|que s est il passe|quoi|fait|faits|remarque|texte"
    "|que paso|lo que paso|que|hecho|hechos|observacion|descripcion|nota|notas|texto",
    follow_up="follow up|followup|follow ups|next step|next steps|action|actions|to do|todo|nachfassen"
    "|nachverfolgung|folgeaktion|nachster schritt|nachste schritte|massnahme|offen|suivi|suite|a faire|a suivre"
    "|seguimiento|proximo paso|pendiente|accion",
    told="told them|told|told him|told her|shared|shared with them|shared with person|discussed|spoken|feedback given"
    "|besprochen|mitgeteilt|gesagt|informiert|mit person besprochen|ruckmeldung gegeben|dit|partage|discute"
    "|communique|informe|en avons parle|compartido|comentado|informado|hablado|se lo dije|dicho",
)


def plain_header(text: str) -> str:
    """A column name without case, accents, remarks in brackets and punctuation: ``Told them?`` is ``told them``."""
    without_brackets = re.sub(r"[(\[][^)\]]*[)\]]", " ", folded(text[:200]))
    return " ".join(re.findall(r"[^\W_]+", without_brackets))


_KNOWN = frozenset().union(*PEOPLE.values(), *NOTES.values())


def known_headers(cells: Iterable[str]) -> int:
    """How many of these cells are column names of a people list or of notes."""
    return sum(plain_header(cell) in _KNOWN for cell in cells)


@dataclass(frozen=True)
class Columns:
    """Where the fields stand. ``header`` is the index of the header record; ``extra`` are unknown columns."""

    header: int
    places: dict[str, int]
    extra: tuple[tuple[int, str], ...] = ()
    width: int = 0

    def cell(self, cells: Sequence[str], name: str) -> str:
        """The cell of a field, empty where the column is missing or the row is too short."""
        place = self.places.get(name)
        return cells[place] if place is not None and place < len(cells) else ""


def columns_of(cells: Sequence[str], vocabulary: Vocabulary, at: int = 0) -> Columns:
    """Fields found in one record read as a header. Of two columns of one field the first counts."""
    places: dict[str, int] = {}
    extra: list[tuple[int, str]] = []
    for index, cell in enumerate(cells):
        plain = plain_header(cell)
        found = next((name for name, words in vocabulary.items() if plain in words), None)
        if found is not None and found not in places:
            places[found] = index
        elif tidy(cell):
            extra.append((index, tidy(cell)))
    return Columns(at, places, tuple(extra), len(cells))
