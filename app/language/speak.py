"""Which languages there are, and how one is put in force.

Translations are ``resources/translations/windward_<locale>.qm``, made by ``dev.py translations``
from the file of Qt Linguist beside it. A screen takes its words when it is made, so the language
is put in force before the first window, and a choice takes effect at the next start.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

from app.language.pseudo import PseudoTranslator
from app.presenters import words
from app.presenters.locale_in_force import use_locale

ENGLISH = "en_GY"
PSEUDO = "pseudo"
SAID = "say"
"""The context of sentences that no screen owns (``devtools.sentences`` writes them there)."""
TRANSLATIONS = Path(__file__).parents[2] / "resources" / "translations"
_PREFIX = "windward_"
_OWN_NAMES = {"nl_SR": "Nederlands (Suriname)"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language to choose: its locale, and its name as those who speak it call it."""

    code: str
    own_name: str


def languages() -> tuple[Language, ...]:
    """English first, then every translation that was made."""
    codes = sorted(path.stem.removeprefix(_PREFIX) for path in TRANSLATIONS.glob("*.qm"))
    others = (Language(code, _OWN_NAMES.get(code, code)) for code in codes)
    return (Language(ENGLISH, "English"), *others)


class _Spoken:
    """The translator in force: Qt keeps a list of them and does not own any."""

    translator: QTranslator | None = None
    code: str = ENGLISH


def language_in_force() -> str:
    """The code of the language that new windows speak."""
    return _Spoken.code


def speak(code: str) -> str:
    """Put a language in force and return its code: English where its translation is not there.

    Widgets that exist keep their words; what is made from now on has the new ones.
    """
    if _Spoken.translator is not None:
        QCoreApplication.removeTranslator(_Spoken.translator)
    translator = _translator_of(code)
    _Spoken.translator = translator
    _Spoken.code = ENGLISH if translator is None else code
    if translator is None:
        words.use_translation(None)
        use_locale(ENGLISH)
        return ENGLISH
    QCoreApplication.installTranslator(translator)
    words.use_translation(lambda pattern: QCoreApplication.translate(SAID, pattern))
    use_locale(ENGLISH if code == PSEUDO else code)
    return code


def _translator_of(code: str) -> QTranslator | None:
    if code == PSEUDO:
        return PseudoTranslator()
    translator = QTranslator()
    path = TRANSLATIONS / f"{_PREFIX}{code}.qm"
    return translator if path.exists() and translator.load(str(path)) else None
