"""What the dialog says that asks who a customer is, because the law does."""

from app.presenters.words import say
from domain.cash_compliance import IdDocument


def document_name(document: IdDocument) -> str:
    names = {
        "passport": say("Passport"),
        "driving_licence": say("Driving licence"),
        "national_id": say("National ID card"),
    }
    return names[document]


def type_number() -> str:
    return say("Type the number as it stands on the document: 4 to 24 letters and digits.")


def type_day() -> str:
    return say("Type the day until which it holds, as in 31/01/2030.")
