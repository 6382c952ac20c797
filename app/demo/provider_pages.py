"""The pages of the demo's payment providers: small, and each says that no money moves."""

from collections.abc import Mapping, Sequence
from html import escape

from app.demo.mmg_double import Entry
from app.demo.providers import CARD_PAGE, DEEDS, LATE, PAYER, Deed
from app.demo.sample import SAMPLE

BANNER = "Practice provider, no money moves"
_WORDS: Mapping[Deed, str] = {
    "pay": "Pay",
    "decline": "Decline",
    "late": f"Pay late, in {LATE.seconds} seconds",
    "other": "Pay another amount",
    "close": "Close the page",
}
_STYLE = (SAMPLE / "provider-pages.css").read_text("utf-8")


def page(title: str, inside: str) -> bytes:
    """Return a whole page below the banner."""
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width,initial-scale=1'>"
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f"<body><p class=banner role=note>{BANNER}</p><h1>{escape(title)}</h1>{inside}"
        "<p><a href='/'>The customer's telephone</a></p></body></html>"
    ).encode()


def mmg_page(asked: Mapping[str, str]) -> bytes:
    """MMG's page for a code that was scanned."""
    amount = f"G${int(asked['amount']):,}"
    return page("MMG checkout", _asking(asked["merchantName"], amount))


def card_page(amount: str) -> bytes:
    """The card's checkout page. There is no field for a card: nobody may type one here."""
    return page("Card checkout", _asking("Card payment", amount))


def words_page(title: str, words: str) -> bytes:
    """Say something, and nothing more."""
    return page(title, f"<section><p>{escape(words)}</p></section>")


def phone_page(pushes: Sequence[Entry], cards: Sequence[str], taken: Sequence[Entry]) -> bytes:
    """What the customer's telephone shows: requests, checkouts, and paying by oneself."""
    asked = "".join(_push(one) for one in pushes) or (
        "<p>Nobody asks you for anything. A code on the till's screen is scanned, not asked for:"
        " <b>Customer's phone</b> at the till opens it.</p>"
    )
    links = "".join(
        f"<p><a href='{CARD_PAGE}/{escape(name)}'>Card checkout {escape(name[-4:])}</a></p>"
        for name in cards
    )
    own = (
        "<form method=post action='/phone/pay'><label>Whole Guyana dollars"
        "<input name=amount inputmode=numeric required pattern='[1-9][0-9]{0,8}'></label>"
        "<button class=pay>Pay the shop</button></form>"
    )
    messages = "".join(f"<li>{escape(_message(one))}</li>" for one in taken[:10])
    return page(
        "The customer's telephone",
        f"<section><h2>Requests by MMG</h2>{asked}</section>"
        f"<section><h2>Cards</h2>{links or '<p>No checkout is open.</p>'}</section>"
        f"<section><h2>Pay the shop yourself, by MMG</h2>{own}</section>"
        f"<section><h2>Messages</h2><ul>{messages or '<li>None yet.</li>'}</ul></section>",
    )


def message_page(reference: str, dollars: int) -> bytes:
    """The message that the customer shows at the counter."""
    return page(
        "Message",
        f"<section><p>You paid G${dollars:,}. Reference</p>"
        f"<p class=big id=reference>{escape(reference)}</p>"
        "<p>Show this message at the counter.</p></section>",
    )


def _asking(who: str, amount: str) -> str:
    buttons = "".join(_button(deed, _WORDS[deed]) for deed in DEEDS)
    return (
        f"<section><p>{escape(who)}</p><p class=big>{escape(amount)}</p>"
        f"<form method=post>{buttons}</form></section>"
    )


def _push(entry: Entry) -> str:
    buttons = "".join(
        _button(deed, {"pay": "Approve", "close": "Put the telephone away"}.get(deed, words))
        for deed, words in _WORDS.items()
    )
    amount = f"G${int(entry.amount):,}"
    return (
        f"<p>The shop asks {escape(entry.payer)} for <b>{amount}</b></p>"
        f"<form method=post action='/phone/push/{escape(entry.reply_id)}'>{buttons}</form>"
    )


def _button(deed: Deed, words: str) -> str:
    style = " class=pay" if deed == "pay" else ""
    return f"<button name=do value={deed}{style}>{escape(words)}</button>"


def _message(entry: Entry) -> str:
    who = "You" if entry.payer == PAYER else entry.payer
    return f"{who} paid G${int(entry.amount):,}. Reference {entry.reply_id}"
