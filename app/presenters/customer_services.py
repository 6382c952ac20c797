"""What customers and *Find* ask of the house: one callable per use case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.use_cases.customers import ConsentAsked, SaveCustomer
from app.use_cases.find_records import FoundKind, FoundPage, RecordDetails
from app.use_cases.till import Session
from domain.customer import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerServices:
    """What F3 asks of the house: look, make, change, say for whom the sale is."""

    search: Callable[[str, int], Sequence[Customer]]
    current: Callable[[], Customer | None]
    consent_texts: Callable[[], Sequence[ConsentAsked]]
    save: Callable[[Session, SaveCustomer], Customer]
    attach: Callable[[Session, str | None], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindServices:
    """What *Find* asks of the house: a page of what answers, one thing whole, a waybill's labels.

    ``print_labels`` may wait for a printer.
    """

    find: Callable[[str, int], FoundPage]
    show: Callable[[FoundKind, str], RecordDetails]
    print_labels: Callable[[str], object]
