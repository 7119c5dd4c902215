"""Months, weekdays and vague words in English, German, French and Spanish, written without accents."""

from __future__ import annotations

from reviewapp.exchange.plain import word_set

_MONTHS: tuple[str, ...] = (
    "january jan januar jaenner janner janvier janv enero ene",
    "february feb febr februar fevrier fevr fev febrero",
    "march mar mrz marz maerz mars marzo mrc",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug aout agosto ago",
    "september sept sep septembre septiembre setiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez decembre diciembre dic",
)
_WEEKDAYS: tuple[str, ...] = (
    "monday mon montag mo lundi lun lunes",
    "tuesday tues tue tu dienstag di mardi mar martes",
    "wednesday wed weds mittwoch mi mercredi mer miercoles mie",
    "thursday thurs thur thu donnerstag do jeudi jeu jueves jue",
    "friday fri freitag fr vendredi ven viernes vie",
    "saturday sat samstag sonnabend sa samedi sam sabado sab",
    "sunday sun sonntag so dimanche dim domingo dom",
)

# Word to 1..12, and word to 0 (Monday) .. 6.
MONTHS: dict[str, int] = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
WEEKDAYS: dict[str, int] = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}

# Words around a date that change nothing.
FILLERS = word_set("of the on de del le la el den der am vom du dated dia")

WEEK_WORDS = word_set(
    "w/c wc w/b w/e week weeks wk wks kw woche kalenderwoche semaine semana commencing"
)
SEVERAL_DAYS = word_set("weekend wochenende finde")
# The day is not said at all.
VAGUE_WORDS = word_set(
    "early mid middle late end start begin beginning anfang mitte ende fruh spat debut fin milieu courant principios"
    " mediados finales comienzos spring summer autumn fall winter fruhling fruhjahr sommer herbst printemps ete"
    " automne hiver primavera verano otono invierno easter ostern paques pascua christmas weihnachten noel navidad"
    " sometime irgendwann q1 q2 q3 q4 before after since until vor nach seit bis avant apres antes despues"
)
# A day is said, but the writer was not sure of it.
UNSURE_WORDS = word_set(
    "about around approx approximately circa ca c roughly maybe perhaps probably prob etwa ungefahr rund vielleicht"
    " vers environ env peut-etre hacia sobre quizas aprox"
)
