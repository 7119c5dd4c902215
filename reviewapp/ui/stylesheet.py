"""The one application style sheet, written from the tokens.

Rules name widget classes or the property ``kind`` / ``role``; a bare ``QWidget {}`` rule would cascade into
dialogs and scroll bars. Radii stay below half the height of what they round: Qt ignores larger ones.
"""

from __future__ import annotations

from reviewapp.ui.fonts import BASE, SECTION, SMALL, TITLE
from reviewapp.ui.tokens import RADIUS_CARD, RADIUS_CONTROL, Tokens


def style_sheet(tokens: Tokens, base_points: float) -> str:
    """The style sheet for a look; sizes follow the application font when it has one in points."""
    return "\n".join(
        (_labels(tokens, base_points), _fields(tokens), _toggles(tokens), _buttons(tokens), _lists(tokens),
         _frames(tokens), _scroll_bars(tokens), _calendar(tokens))
    )  # fmt: skip


def _size(base_points: float, factor: float) -> str:
    # A system font set in pixels reports -1 points; the label then keeps the size it inherits.
    return f"font-size: {max(8.0, base_points * factor):.1f}pt;" if base_points > 0 else ""


def _labels(t: Tokens, base: float) -> str:
    return f"""
QLabel[role="title"] {{ {_size(base, TITLE)} font-weight: 600; }}
QLabel[role="section"] {{ {_size(base, SECTION)} font-weight: 600; }}
QLabel[role="field"] {{ {_size(base, BASE)} color: {t.text}; }}
QLabel[role="muted"] {{ color: {t.muted}; }}
QLabel[role="small"] {{ {_size(base, SMALL)} color: {t.muted}; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QToolTip {{ background: {t.card}; color: {t.text}; border: 1px solid {t.control_line}; padding: 4px 6px; }}
"""


def _fields(t: Tokens) -> str:
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit"
    focus = ", ".join(f"{name}:focus" for name in fields.split(", "))
    return f"""
{fields} {{ background: {t.card}; color: {t.text}; border: 1px solid {t.control_line};
    border-radius: {RADIUS_CONTROL}px; padding: 6px 8px;
    placeholder-text-color: {t.muted};
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
{focus} {{ border: 2px solid {t.focus}; padding: 5px 7px; }}
QPlainTextEdit, QTextEdit {{ padding: 4px 5px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 3px 4px; }}
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit, QComboBox QLineEdit {{
    border: none; padding: 0 6px; background: transparent; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ background: {t.panel}; color: {t.muted}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow, QDateEdit::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{
    image: url(themed:chevron-down.svg); width: 14px; height: 14px; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url(themed:chevron-up.svg); width: 14px; height: 14px; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{
    border: none; width: 22px; background: transparent; }}
QComboBox QAbstractItemView {{ background: {t.card}; color: {t.text}; border: 1px solid {t.control_line};
    padding: 4px; selection-background-color: {t.accent_soft}; selection-color: {t.text}; outline: 0; }}
"""


def _toggles(t: Tokens) -> str:
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; color: {t.text}; padding: 2px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 16px; height: 16px; border: 1px solid {t.control_line};
    background: {t.card}; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url(themed:check.svg); }}
QRadioButton::indicator:checked {{ border: 5px solid {t.accent}; width: 8px; height: 8px; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {t.text}; width: 14px; height: 14px; }}
QRadioButton::indicator:checked:focus {{ border: 5px solid {t.text}; width: 8px; height: 8px; }}
"""


def _buttons(t: Tokens) -> str:
    return f"""
QPushButton, QToolButton {{ background: {t.card}; color: {t.text}; border: 1px solid {t.control_line};
    border-radius: {RADIUS_CONTROL}px; padding: 6px 12px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.line}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.focus}; padding: 5px 11px; }}
QPushButton:disabled {{ color: {t.muted}; background: {t.panel}; border-color: {t.line}; }}
QPushButton:default {{ border-color: {t.accent}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent}; border: 1px solid {t.accent};
    font-weight: 600; padding: 7px 14px; }}
QPushButton[kind="primary"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 1px solid {t.accent}; padding: 7px 14px; }}
QPushButton[kind="primary"]:disabled {{ background: {t.tag}; color: {t.muted}; border-color: {t.tag}; }}
QPushButton[kind="ghost"] {{ background: transparent; border: 1px solid transparent; padding: 6px 8px; }}
QPushButton[role="line"] {{ text-align: left; }}
QPushButton[kind="ghost"]:hover {{ background: {t.hover}; }}
QPushButton[kind="ghost"]:checked, QPushButton[current="true"] {{ background: {t.accent_soft};
    color: {t.accent_text}; }}
QPushButton[kind="ghost"]:focus {{ border: 2px solid {t.focus}; padding: 5px 7px; }}
QPushButton::menu-indicator {{ image: url(themed:chevron-down.svg); width: 14px; height: 14px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
"""


def _lists(t: Tokens) -> str:
    return f"""
QListView, QTreeView, QTableView {{ background: transparent; border: none; outline: 0;
    selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QListView[kind="popup"] {{ background: {t.card}; color: {t.text}; border: 1px solid {t.control_line}; padding: 4px; }}
QListWidget {{ border: 1px solid transparent; border-radius: {RADIUS_CONTROL}px; }}
QListWidget:focus {{ border: 1px solid {t.focus}; }}
QListWidget::item {{ padding: 5px 6px; border-radius: 4px; }}
QListWidget::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QListWidget::item:disabled {{ color: {t.muted}; }}
QListWidget::indicator {{ width: 16px; height: 16px; border: 1px solid {t.control_line}; border-radius: 4px;
    background: {t.card}; }}
QListWidget::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url(themed:check.svg); }}
QListWidget::indicator:disabled {{ background: {t.panel}; border-color: {t.line}; }}
QListWidget::indicator:checked:disabled {{ background: {t.muted}; border-color: {t.muted}; }}
QFileDialog QToolButton {{ padding: 2px; }}
QListView[kind="popup"]::item {{ padding: 4px 6px; border-radius: 4px; }}
QListView[kind="popup"]::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QTableView {{ gridline-color: {t.line}; }}
QHeaderView, QHeaderView::section, QTableCornerButton::section {{ background: transparent; color: {t.muted};
    border: none; }}
QHeaderView::section {{ padding: 4px 6px; }}
QMenu {{ background: {t.card}; color: {t.text}; border: 1px solid {t.control_line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_soft}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QMenuBar {{ background: {t.panel}; color: {t.text}; border-bottom: 1px solid {t.line}; }}
QMenuBar::item {{ background: transparent; padding: 4px 8px; }}
QMenuBar::item:selected {{ background: {t.hover}; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{ background: transparent; color: {t.muted}; border: none; border-bottom: 2px solid {t.line};
    padding: 6px 12px; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
QTabBar::tab:focus {{ color: {t.text}; background: {t.accent_soft}; }}
QTabBar QToolButton {{ background: {t.canvas}; border: 1px solid transparent; padding: 0; }}
QTabBar QToolButton:hover {{ background: {t.hover}; }}
QTabBar QToolButton::left-arrow {{ image: url(themed:chevron-left.svg); width: 14px; height: 14px; }}
QTabBar QToolButton::right-arrow {{ image: url(themed:chevron-right.svg); width: 14px; height: 14px; }}
QProgressBar {{ background: {t.tag}; border: none; border-radius: 4px; text-align: center; color: {t.text}; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
"""


def _frames(t: Tokens) -> str:
    return f"""
QFrame[kind="panel"] {{ background: {t.panel}; border: none; }}
QFrame[kind="side-start"] {{ background: {t.panel}; border: none; border-right: 1px solid {t.line}; }}
QFrame[kind="side-end"] {{ background: {t.panel}; border: none; border-left: 1px solid {t.line}; }}
QFrame[kind="card"] {{ background: {t.card}; border: 1px solid {t.line}; border-radius: {RADIUS_CARD}px; }}
QFrame[kind="banner"] {{ background: {t.tag}; border: 1px solid {t.line}; border-radius: {RADIUS_CONTROL}px; }}
QFrame[kind="hint"] {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: {RADIUS_CONTROL}px; }}
QFrame[kind="hint"] QPushButton[kind="ghost"] {{ color: {t.accent_text}; padding: 2px 7px; }}
QFrame[kind="hint"] QPushButton[kind="ghost"]:focus {{ padding: 1px 6px; }}
QFrame[kind="hint"]:focus {{ border: 2px solid {t.focus}; }}
QFrame[kind="toast"] {{ background: {t.card}; border: 1px solid {t.control_line}; border-radius: {RADIUS_CARD}px; }}
QFrame[kind="popup"] {{ background: {t.card}; border: 1px solid {t.control_line}; }}
QFrame[kind="line"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[kind="page"] {{ background: transparent; }}
QSplitter::handle {{ background: {t.line}; }}
"""


def _scroll_bars(t: Tokens) -> str:
    return f"""
QScrollBar {{ background: transparent; margin: 0; border: none; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {t.hatch}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {t.control_line}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _calendar(t: Tokens) -> str:
    return f"""
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.card}; }}
QCalendarWidget QToolButton {{ border: 1px solid transparent; background: transparent; padding: 4px 8px;
    font-weight: 600; }}
QCalendarWidget QToolButton:hover {{ background: {t.hover}; }}
QCalendarWidget QToolButton:focus {{ border: 1px solid {t.focus}; padding: 4px 8px; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QAbstractItemView {{ background: {t.card}; alternate-background-color: {t.card}; color: {t.text};
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; border: none; padding: 0; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {t.muted}; }}
"""
