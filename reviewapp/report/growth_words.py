"""Words of goals, plans, support and practice notes, as documents and screens say them."""

from __future__ import annotations

from reviewapp.i18n import _


def choice_words(choice: str) -> str:
    """The type of a goal, the path of a plan, or the sort of support; KeyError for an unknown one."""
    return {
        "experiment": _("Experiment"), "learning": _("Learning"), "responsible_use": _("Responsible use"),
        "business_problem": _("A problem of the work"), "eval_design": _("Designing evaluations"),
        "data_curation": _("Curating data"), "safety_review": _("Reviewing safety"),
        "pipeline_building": _("Building pipelines"), "own": _("A path of their own"), "training": _("Training"),
        "guidance": _("Guidance"), "time": _("Time"), "access": _("Access"), "other": _("Other support"),
    }[choice]  # fmt: skip


def kind_words(kind: str) -> str:
    """What one of `domain.growth.KINDS` is called; KeyError for another."""
    return {"goal": _("Goal"), "plan": _("Skill plan"), "support": _("Support")}[kind]


def text_words(name: str) -> str:
    """The label of a text of a goal, plan, support or practice note; KeyError for another."""
    return {
        "aim": _("What shall be better, and for whom"), "if_it_fails_we_learn": _("If it fails, we learn"),
        "what_we_learned": _("What we learned"), "from_now": _("From"), "toward": _("Toward"),
        "next_step": _("Next step"), "support_owner": _("Who supports it"),
        "support_promised": _("What the employer promised"), "support_given": _("What was given"),
        "topic": _("What was offered"), "time_given": _("Time given for it, in words"),
        "what_i_checked": _("What I checked"), "what_i_got_wrong": _("What I got wrong"),
        "what_i_changed": _("What I do differently now"),
    }[name]  # fmt: skip


def day_words(name: str, kind: str = "") -> str:
    """The label of a day; KeyError for another."""
    return {
        "agreed_on": _("Offered on") if kind == "support" else _("Agreed on"), "look_back_on": _("Look back on"),
        "given_on": _("Given on"), "ended_on": _("Closed on"),
    }[name]  # fmt: skip
