"""Binds the use cases to a till, as the counter calls them; a write nudges the engine."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar

from app.devices.claim_photos import read_photo
from app.devices.receipt_files import save_pdf, save_z_pdf
from app.devices.report_files import files_folder, save_report
from app.presenters.afar_services import bind_afar
from app.presenters.customer_services import CustomerServices, FindServices
from app.presenters.device_services import DeviceServices
from app.presenters.drawer_services import DrawerServices
from app.presenters.file_services import FileServices
from app.presenters.inbox_services import bind_inbox
from app.presenters.line_services import LineServices
from app.presenters.paper_services import PaperServices
from app.presenters.payment_services import bind_paying
from app.presenters.quote_services import bind_quotes
from app.presenters.report_services import ReportServices
from app.presenters.services import (
    AllotmentServices,
    CaseServices,
    CounterServices,
    ParkingServices,
    PaymentServices,
    RefundServices,
    TillProfile,
)
from app.presenters.statement_services import bind_statements
from app.use_cases.allow_exception import allow_exception
from app.use_cases.approve import approve, list_approvers
from app.use_cases.ask_for_more import ask_for_more
from app.use_cases.book_shipment import book_shipment
from app.use_cases.cancel_tender import cancel_tender
from app.use_cases.cases import acknowledge_case, list_cases, resend_corrected
from app.use_cases.cash_rules import list_cash_rules, read_cash_rules
from app.use_cases.change_line import (
    discount_cart,
    give_line_free,
    note_line,
    override_price,
    read_discount_cap,
    weigh_line,
)
from app.use_cases.change_quantity import change_quantity
from app.use_cases.close_shift import close_shift, count_drawer, preview_close
from app.use_cases.credits import ask_credit
from app.use_cases.current_cart import current_cart
from app.use_cases.customers import (
    attach_customer,
    current_customer,
    list_consent_texts,
    save_customer,
    search_customers,
)
from app.use_cases.day_report import read_report
from app.use_cases.drop_parked import drop_parked
from app.use_cases.file_jobs import begin_file_job
from app.use_cases.find_records import find_records, show_record
from app.use_cases.find_returnable import find_returnable, list_receipts
from app.use_cases.foreign_receipt import find_goods, read_foreign_receipt
from app.use_cases.idle_lock import read_idle_lock_minutes
from app.use_cases.list_parked import list_parked
from app.use_cases.list_staff import list_staff
from app.use_cases.mail_receipt import find_address, mail_receipt
from app.use_cases.move_cash import kick_drawer, move_cash, open_drawer
from app.use_cases.name_buyer import find_buyer, name_buyer
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.park_cart import park_cart
from app.use_cases.print_queue import (
    drop_print,
    list_printers,
    list_prints,
    print_all,
    print_queued,
    redirect_print,
)
from app.use_cases.print_receipt import (
    list_unprinted,
    print_labels_again,
    print_last_z,
    print_receipt,
    print_z,
)
from app.use_cases.quote_draft import quote_draft, shipment_limits
from app.use_cases.recall_cart import recall_cart
from app.use_cases.refund_sale import plan_refund, print_refund, refund_sale
from app.use_cases.remove_line import remove_line, void_cart
from app.use_cases.resolve_conflict import resolve_conflict
from app.use_cases.ring_up import ring_up
from app.use_cases.scan import Added, scan
from app.use_cases.search_catalog import count_products, search_catalog
from app.use_cases.send_catalog import send_catalog_steps
from app.use_cases.shift_report import print_x, read_x
from app.use_cases.shift_summary import shift_summary
from app.use_cases.sign_in import sign_in
from app.use_cases.standing import look_at_standing
from app.use_cases.start_tender import start_tender
from app.use_cases.step_job import StepJob
from app.use_cases.take_payment import take_payment
from app.use_cases.tender_rules import read_tender_rules
from app.use_cases.till import Till
from app.use_cases.try_drawer import try_drawer
from app.use_cases.undo_change import undo_change
from domain.cart import Cart

__all__ = ["bind_services", "read_cash_rules", "read_profile"]

P = ParamSpec("P")
T = TypeVar("T")


def bind_services(till: Till, nudge: Callable[[], None]) -> CounterServices:
    """Return the use cases with the till bound. ``nudge`` tells the engine of new operations."""
    nudger = _Nudger(nudge)
    nudging, asking = nudger.always, nudger.if_scarce
    return CounterServices(
        list_staff=partial(list_staff, till),
        sign_in=partial(sign_in, till),
        current_shift=partial(current_shift, till),
        cash_rules=partial(read_cash_rules, till),
        open_shift=nudging(partial(open_shift, till)),
        count_products=partial(count_products, till),
        search_catalog=partial(search_catalog, till),
        scan=asking(partial(scan, till)),
        ring_up=asking(partial(ring_up, till)),
        undo_change=partial(undo_change, till),
        current_cart=partial(current_cart, till),
        list_approvers=partial(list_approvers, till),
        approve=partial(approve, till),
        take_payment=nudging(partial(take_payment, till)),
        print_receipt=partial(print_receipt, till),
        list_unprinted=partial(list_unprinted, till),
        shipment_limits=partial(shipment_limits, till),
        quote_draft=partial(quote_draft, till),
        book_shipment=asking(partial(book_shipment, till)),
        shift_summary=partial(shift_summary, till),
        preview_close=partial(preview_close, till),
        count_drawer=partial(count_drawer, till),
        close_shift=nudging(partial(close_shift, till)),
        print_z=partial(print_z, till),
        print_last_z=partial(print_last_z, till),
        new_id=till.ids.new_id,
        drawer=_bind_drawer(till, nudger),
        lines=_bind_lines(till),
        cases=_bind_cases(till, nudger),
        allotments=AllotmentServices(
            start_tender=partial(start_tender, till),
            cancel_tender=partial(cancel_tender, till),
            ask_for_more=nudging(partial(ask_for_more, till)),
            allow_exception=partial(allow_exception, till),
        ),
        parking=_bind_parking(till, nudger),
        refunds=_bind_refunds(till, nudger),
        payments=PaymentServices(
            read_rules=partial(read_tender_rules, till),
            ask_credit=nudging(partial(ask_credit, till)),
            paying=bind_paying(till, nudging, read_photo),
        ),
        devices=_bind_devices(till, nudger),
        papers=_bind_papers(till, nudger),
        reports=ReportServices(read=partial(read_report, till), save=partial(save_report, till)),
        files=_bind_files(till),
        customers=_bind_customers(till, nudger),
        find=FindServices(
            find=partial(find_records, till),
            show=partial(show_record, till),
            print_labels=partial(print_labels_again, till),
        ),
    )


def _bind_drawer(till: Till, nudger: "_Nudger") -> DrawerServices:
    nudging = nudger.always
    return DrawerServices(
        cash_rules=partial(list_cash_rules, till),
        move_cash=nudging(partial(move_cash, till)),
        open_drawer=nudging(partial(open_drawer, till)),
        kick_drawer=partial(kick_drawer, till),
        read_x=partial(read_x, till),
        print_x=partial(print_x, till),
        idle_lock_minutes=partial(read_idle_lock_minutes, till),
    )


def _bind_lines(till: Till) -> LineServices:
    return LineServices(
        discount_cap=partial(read_discount_cap, till),
        discount=partial(discount_cart, till),
        set_price=partial(override_price, till),
        give_free=partial(give_line_free, till),
        weigh=partial(weigh_line, till),
        note=partial(note_line, till),
        change_quantity=partial(change_quantity, till),
        remove_line=partial(remove_line, till),
        void_cart=partial(void_cart, till),
        ring_up=partial(ring_up, till),
    )


def _bind_cases(till: Till, nudger: "_Nudger") -> CaseServices:
    nudging = nudger.always
    return CaseServices(
        list_cases=partial(list_cases, till),
        acknowledge=partial(acknowledge_case, till),
        resend=nudging(partial(resend_corrected, till)),
        standing=partial(look_at_standing, till),
        inbox=bind_inbox(till, nudging),
        afar=bind_afar(till, nudging),
        quotes=bind_quotes(till, nudging),
    )


def _bind_parking(till: Till, nudger: "_Nudger") -> ParkingServices:
    nudging = nudger.always
    return ParkingServices(
        park_cart=nudging(partial(park_cart, till)),
        list_parked=partial(list_parked, till),
        recall_cart=nudging(partial(recall_cart, till)),
        drop_parked=nudging(partial(drop_parked, till)),
        resolve_conflict=nudging(partial(resolve_conflict, till)),
    )


def _bind_refunds(till: Till, nudger: "_Nudger") -> RefundServices:
    nudging = nudger.always
    return RefundServices(
        list_receipts=partial(list_receipts, till),
        find_returnable=partial(find_returnable, till),
        read_foreign=partial(read_foreign_receipt, till),
        find_goods=partial(find_goods, till),
        plan=partial(plan_refund, till),
        refund=nudging(partial(refund_sale, till)),
        print_paper=partial(print_refund, till),
    )


def _bind_customers(till: Till, nudger: "_Nudger") -> CustomerServices:
    nudging = nudger.always
    return CustomerServices(
        search=partial(search_customers, till),
        current=partial(current_customer, till),
        consent_texts=partial(list_consent_texts, till),
        save=nudging(partial(save_customer, till)),
        attach=partial(attach_customer, till),
    )


def _bind_papers(till: Till, nudger: "_Nudger") -> PaperServices:
    return PaperServices(
        list_prints=partial(list_prints, till),
        print_queued=partial(print_queued, till),
        print_all=partial(print_all, till),
        redirect=partial(redirect_print, till),
        drop=partial(drop_print, till),
        list_printers=partial(list_printers, till),
        find_address=partial(find_address, till),
        mail_receipt=nudger.always(partial(mail_receipt, till)),
        find_buyer=partial(find_buyer, till),
        name_buyer=nudger.always(partial(name_buyer, till)),
        save_pdf=partial(save_pdf, till),
        save_z_pdf=partial(save_z_pdf, till),
    )


def _bind_files(till: Till) -> FileServices:
    folder = files_folder()
    return FileServices(
        begin=partial(begin_file_job, till, folder),
        folder=lambda: str(folder),
        send_catalog=lambda session, request: StepJob(send_catalog_steps(till, session, request)),
        statements=bind_statements(till, folder),
    )


def _bind_devices(till: Till, nudger: "_Nudger") -> DeviceServices:
    hardware = till.hardware
    return DeviceServices(
        read_settings=hardware.settings.read,
        keep_settings=hardware.settings.keep,
        list_found=hardware.finder.list_found,
        list_scales=hardware.finder.list_scales,
        describe_keys=hardware.finder.describe_keys,
        read_printer=hardware.printers.read,
        keep_printer=hardware.printers.keep,
        read_scale=hardware.scale.read,
        print_test=hardware.printers.test,
        try_drawer=nudger.always(partial(try_drawer, till)),
        kick_drawer=till.printer.kick_drawer,
    )


@dataclass(frozen=True, slots=True)
class _Nudger:
    """Wakes the engine behind a use case."""

    nudge: Callable[[], None]

    def always(self, use_case: Callable[P, T]) -> Callable[P, T]:
        """Behind what wrote an operation, or asks for something."""

        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            result = use_case(*args, **kwargs)
            self.nudge()
            return result

        return call

    def if_scarce(self, use_case: Callable[P, T]) -> Callable[P, T]:
        """Where something scarce went into the cart: central may be asked for it now."""

        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            result = use_case(*args, **kwargs)
            if _has_scarce(result):
                self.nudge()
            return result

        return call


def _has_scarce(result: object) -> bool:
    cart = result.cart if isinstance(result, Added) else result
    if not isinstance(cart, Cart):
        return False
    return any(line.allotted or line.shipment is not None for line in cart.lines)


def read_profile(till: Till) -> TillProfile:
    """Return who this till is, for the top bar."""
    with till.db.reading() as uow:
        record = uow.till.get_till()
    return TillProfile(
        store_name=record.store.name,
        till_label=record.label,
        zone=record.store.zone,
        currency=record.store.currency,
    )
