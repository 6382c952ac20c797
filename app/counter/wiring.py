"""What a screen says goes to its presenter: one line for each signal, and nothing else."""

from app.counter.screens import Screens
from app.presenters.counter import CounterPresenter
from app.presenters.key_map import Place


def connect_screens(screens: Screens, counter: CounterPresenter) -> None:
    """Connect every screen and dialog to the presenters of ``counter``."""
    _connect_day(screens, counter)
    _connect_drawer(screens, counter)
    _connect_sale(screens, counter)
    _connect_payment(screens, counter)
    _connect_shipment(screens, counter)
    _connect_lines(screens, counter)
    _connect_cases(screens, counter)
    _connect_desk(screens, counter)
    _connect_customers(screens, counter)
    _connect_parking(screens, counter)
    _connect_returns(screens, counter)
    _connect_more(screens, counter)
    for dialog in screens.dialogs.values():
        dialog.dismissed.connect(counter.on_dismissed)


def _connect_day(screens: Screens, counter: CounterPresenter) -> None:
    sign_in, presenter = screens.sign_in, counter.sign_in
    sign_in.person_chosen.connect(presenter.on_person_chosen)
    sign_in.pin_entered.connect(presenter.on_pin_entered)
    sign_in.practice_requested.connect(counter.flows.practice.on_open)
    opening = screens.open_shift
    opening.mode_chosen.connect(counter.open_shift.on_mode_chosen)
    opening.amount_typed.connect(counter.open_shift.on_amount_typed)
    opening.count_typed.connect(counter.open_shift.on_count_typed)
    opening.other_typed.connect(counter.open_shift.on_other_typed)
    opening.other_count_typed.connect(counter.open_shift.on_other_count_typed)
    opening.open_requested.connect(counter.open_shift.on_open)
    closing = screens.close_shift
    closing.count_typed.connect(counter.close_shift.on_count_typed)
    closing.other_count_typed.connect(counter.close_shift.on_other_count_typed)
    closing.reason_chosen.connect(counter.close_shift.on_reason_chosen)
    closing.next_reason.connect(counter.close_shift.on_next_reason)
    closing.count_done.connect(counter.close_shift.on_count_done)
    closing.note_typed.connect(counter.close_shift.on_note_typed)
    closing.recount_requested.connect(counter.close_shift.on_recount)
    closing.primary_requested.connect(counter.close_shift.on_primary)
    closing.close_requested.connect(counter.close_shift.on_close)
    screens.z_report.done_requested.connect(counter.z_report.on_done)
    screens.z_report.print_requested.connect(counter.on_print_again)
    screens.z_report.pdf_requested.connect(counter.z_report.on_pdf)


def _connect_drawer(screens: Screens, counter: CounterPresenter) -> None:
    drawer, presenter = screens.drawer, counter.flows.drawer
    drawer.choice_made.connect(presenter.on_choice)
    drawer.reason_chosen.connect(presenter.on_reason)
    drawer.reason_stepped.connect(presenter.on_reason_step)
    drawer.currency_asked.connect(presenter.on_currency)
    drawer.amount_typed.connect(presenter.on_amount_typed)
    drawer.note_typed.connect(presenter.on_note_typed)
    drawer.do_requested.connect(presenter.on_do)
    screens.shift_sign.approver_chosen.connect(presenter.on_approver_chosen)
    screens.shift_sign.pin_entered.connect(presenter.on_pin_entered)
    screens.x_report.done_requested.connect(counter.on_dismissed)
    screens.x_report.print_requested.connect(counter.on_print_again)


def _connect_sale(screens: Screens, counter: CounterPresenter) -> None:
    sale, presenter = screens.sale, counter.sale
    sale.text_changed.connect(presenter.on_text_changed)
    sale.entered.connect(presenter.on_enter)
    sale.moved.connect(presenter.on_moved)
    sale.row_selected.connect(presenter.on_row_selected)
    sale.row_chosen.connect(presenter.on_row_chosen)
    sale.line_selected.connect(presenter.on_line_selected)
    sale.quantity_entered.connect(presenter.on_quantity_entered)
    sale.quantity_stepped.connect(presenter.on_quantity_stepped)
    sale.remove_requested.connect(presenter.on_remove)
    sale.pay_requested.connect(presenter.on_pay)
    sale.escape_requested.connect(presenter.on_escape)
    sale.ship_requested.connect(lambda: counter.on_place_requested(Place.SHIP))
    screens.choice.row_chosen.connect(counter.questions.choice.on_row_chosen)
    screens.price.price_typed.connect(counter.questions.price.on_price_typed)
    screens.price.approver_chosen.connect(counter.questions.price.on_approver_chosen)
    screens.price.pin_entered.connect(counter.questions.price.on_pin_entered)


def _connect_payment(screens: Screens, counter: CounterPresenter) -> None:
    tender = screens.tender
    tender.amount_typed.connect(counter.tender.on_amount_typed)
    tender.quick_chosen.connect(counter.tender.on_quick_chosen)
    tender.quick_moved.connect(counter.tender.on_quick_moved)
    tender.finish_requested.connect(counter.tender.on_finish)
    tender.way_chosen.connect(counter.tender.on_way_chosen)
    tender.code_typed.connect(counter.tender.on_code_typed)
    tender.add_requested.connect(counter.tender.on_add)
    tender.remove_requested.connect(counter.tender.on_remove)
    paying, claim = counter.flows.paying, screens.pay_claim
    claim.typed.connect(paying.claim.on_typed)
    claim.held_requested.connect(paying.claim.on_held)
    claim.photo_requested.connect(paying.claim.on_photo_key)
    claim.photo_chosen.connect(paying.claim.on_photo_chosen)
    claim.submitted.connect(paying.claim.on_submit)
    screens.pay_code.phone_requested.connect(paying.code.on_phone)
    screens.pay_phone.typed.connect(paying.phone.on_typed)
    screens.pay_phone.submitted.connect(paying.phone.on_submit)
    screens.pay_identity.document_chosen.connect(paying.identity.on_document)
    screens.pay_identity.typed.connect(paying.identity.on_typed)
    screens.pay_identity.submitted.connect(paying.identity.on_submit)
    screens.pay_sign.approver_chosen.connect(paying.sign.on_approver_chosen)
    screens.pay_sign.pin_entered.connect(paying.sign.on_pin_entered)
    for sign in (screens.pay_sign, screens.line_sign, screens.shift_sign, screens.refund_sign):
        sign.afar_requested.connect(counter.flows.afar.on_ask)
    screens.prices.taken.connect(counter.tender_start.on_prices_taken)
    scarce, nothing_left = screens.nothing_left, counter.tender_start.nothing_left
    scarce.ask_requested.connect(nothing_left.on_ask)
    scarce.approver_chosen.connect(nothing_left.on_approver_chosen)
    scarce.pin_entered.connect(nothing_left.on_pin_entered)
    receipt = screens.receipt
    receipt.next_requested.connect(counter.receipt.on_next)
    receipt.print_requested.connect(counter.on_print_again)
    receipt.typed.connect(counter.on_typed_at_receipt)


def _connect_lines(screens: Screens, counter: CounterPresenter) -> None:
    line, presenter = screens.line, counter.flows.lines
    screens.sale.cart.weigh_requested.connect(presenter.on_weigh_chosen)
    line.choice_made.connect(presenter.on_choice)
    line.scope_asked.connect(presenter.on_scope)
    line.reason_chosen.connect(presenter.on_reason)
    line.reason_stepped.connect(presenter.on_reason_step)
    line.number_typed.connect(presenter.on_number_typed)
    line.note_typed.connect(presenter.on_note_typed)
    line.do_requested.connect(presenter.on_do)
    screens.line_sign.approver_chosen.connect(presenter.on_approver_chosen)
    screens.line_sign.pin_entered.connect(presenter.on_pin_entered)


def _connect_cases(screens: Screens, counter: CounterPresenter) -> None:
    cases, presenter = screens.cases, counter.flows.cases
    cases.row_moved.connect(presenter.on_row_moved)
    cases.row_chosen.connect(presenter.on_row_chosen)
    cases.value_typed.connect(presenter.on_value_typed)
    cases.approver_chosen.connect(presenter.on_approver_chosen)
    cases.pin_entered.connect(presenter.on_pin_entered)
    cases.read_requested.connect(presenter.on_read)
    cases.desk_requested.connect(presenter.on_desk)


def _connect_desk(screens: Screens, counter: CounterPresenter) -> None:
    desk, presenter = screens.desk, counter.flows.inbox
    desk.stepped.connect(presenter.on_moved)
    desk.row_pressed.connect(presenter.on_row_chosen)
    desk.filter_pressed.connect(presenter.on_filter)
    desk.next_filter.connect(presenter.on_next_filter)
    desk.sort_requested.connect(presenter.on_sort)
    desk.look_requested.connect(presenter.on_look)
    desk.deed_requested.connect(presenter.on_deed)
    desk.left.connect(presenter.on_leave)
    dialog, sign = screens.desk_sign, presenter.sign
    dialog.typed.connect(sign.on_typed)
    dialog.entered.connect(sign.on_entered)
    dialog.reason_chosen.connect(sign.on_reason_chosen)
    dialog.next_reason.connect(sign.on_next_reason)
    dialog.approver_chosen.connect(sign.on_approver_chosen)
    dialog.pin_entered.connect(sign.on_pin_entered)


def _connect_customers(screens: Screens, counter: CounterPresenter) -> None:
    customer, presenter = screens.customer, counter.flows.customer
    customer.text_changed.connect(presenter.on_text_changed)
    customer.moved.connect(presenter.on_moved)
    customer.row_selected.connect(presenter.on_row_selected)
    customer.chosen.connect(presenter.on_chosen)
    customer.new_requested.connect(presenter.on_new)
    customer.nobody_requested.connect(presenter.on_nobody)
    customer.field_typed.connect(presenter.on_field_typed)
    customer.consent_pressed.connect(presenter.on_consent_pressed)
    customer.save_requested.connect(presenter.on_save)
    find, finder = screens.find, counter.flows.find
    find.text_changed.connect(finder.on_text_changed)
    find.moved.connect(finder.on_moved)
    find.row_selected.connect(finder.on_row_selected)
    find.related_entered.connect(finder.on_related_entered)
    find.print_requested.connect(counter.on_print_again)
    find.return_requested.connect(finder.on_return)


def _connect_parking(screens: Screens, counter: CounterPresenter) -> None:
    screens.park_reason.row_chosen.connect(counter.flows.parking.reason.on_row_chosen)
    parked, presenter = screens.parked, counter.flows.parking.parked
    parked.stepped.connect(presenter.on_stepped)
    parked.row_pressed.connect(presenter.on_row_pressed)
    parked.row_entered.connect(presenter.on_row_entered)
    parked.drop_requested.connect(presenter.on_drop)
    screens.conflict.chosen.connect(counter.flows.parking.conflict.on_chosen)


def _connect_returns(screens: Screens, counter: CounterPresenter) -> None:
    place, presenter = screens.returns, counter.flows.returns
    place.text_changed.connect(presenter.on_text_changed)
    place.entered.connect(presenter.on_entered)
    place.stepped.connect(presenter.on_moved)
    place.row_pressed.connect(presenter.on_row_pressed)
    place.row_entered.connect(presenter.on_row_entered)
    place.units_stepped.connect(presenter.on_units_stepped)
    place.reason_chosen.connect(presenter.on_reason_chosen)
    place.next_reason.connect(presenter.on_next_reason)
    place.kind_chosen.connect(presenter.on_kind_chosen)
    place.next_kind.connect(presenter.on_next_kind)
    place.code_typed.connect(presenter.on_code_typed)
    place.weight_typed.connect(presenter.on_weight_typed)
    place.scale_requested.connect(presenter.weighing.ask)
    place.give_requested.connect(presenter.on_give)
    place.exchange_requested.connect(presenter.on_exchange)
    place.back_requested.connect(presenter.on_back)
    screens.refund_sign.approver_chosen.connect(presenter.sign.on_approver_chosen)
    screens.refund_sign.pin_entered.connect(presenter.sign.on_pin_entered)
    screens.refund_paper.done_requested.connect(presenter.paper.on_done)
    screens.refund_paper.print_requested.connect(presenter.paper.on_print)
    screens.refund_paper.exchange_requested.connect(presenter.paper.on_exchange)


def _connect_more(screens: Screens, counter: CounterPresenter) -> None:
    more, presenter = screens.more, counter.flows.more
    more.stepped.connect(presenter.on_moved)
    more.row_pressed.connect(presenter.on_row_selected)
    more.row_entered.connect(presenter.on_row_entered)
    page, devices = more.devices, counter.flows.devices
    page.stepped.connect(devices.on_moved)
    page.row_pressed.connect(devices.on_row_selected)
    page.field_changed.connect(devices.on_field_changed)
    page.test_requested.connect(devices.on_test)
    page.offer_taken.connect(devices.on_offer)
    page.look_requested.connect(devices.on_look)
    _connect_papers(screens, counter)


def _connect_papers(screens: Screens, counter: CounterPresenter) -> None:
    page, prints = screens.more.prints, counter.flows.prints
    page.stepped.connect(prints.on_moved)
    page.row_pressed.connect(prints.on_row_selected)
    page.one_requested.connect(prints.on_print_one)
    page.all_requested.connect(prints.on_print_all)
    page.drop_requested.connect(prints.on_drop)
    page.printer_chosen.connect(prints.on_printer_chosen)
    _connect_reports(screens, counter)
    _connect_files(screens, counter)
    screens.more.practice.open_requested.connect(counter.flows.practice.on_open)
    receipt, ways = screens.receipt, counter.flows.receipt_ways
    receipt.receipt_shown.connect(ways.on_receipt_shown)
    receipt.mail_requested.connect(ways.on_mail)
    receipt.mail_left.connect(ways.on_mail_left)
    receipt.address_given.connect(ways.on_address)
    receipt.pdf_requested.connect(ways.on_pdf)


def _connect_reports(screens: Screens, counter: CounterPresenter) -> None:
    page, reports = screens.more.reports, counter.flows.reports
    page.span_chosen.connect(reports.on_span_chosen)
    page.days_typed.connect(reports.on_days_typed)
    page.look_requested.connect(reports.on_look)
    page.csv_requested.connect(lambda: reports.on_save("csv"))
    page.pdf_requested.connect(lambda: reports.on_save("pdf"))


def _connect_files(screens: Screens, counter: CounterPresenter) -> None:
    page, files = screens.more.files, counter.flows.files
    page.work_chosen.connect(files.on_work_chosen)
    page.begin_requested.connect(files.on_begin)
    page.stop_requested.connect(files.on_stop)
    page.stepped.connect(files.on_moved)
    page.row_pressed.connect(files.on_row_selected)


def _connect_shipment(screens: Screens, counter: CounterPresenter) -> None:
    shipment, presenter = screens.shipment, counter.shipment
    shipment.party_edited.connect(presenter.on_party_edited)
    shipment.field_left.connect(presenter.on_field_left)
    shipment.piece_edited.connect(presenter.on_piece_edited)
    shipment.piece_added.connect(presenter.on_piece_added)
    shipment.piece_removed.connect(presenter.on_piece_removed)
    shipment.declared_typed.connect(presenter.on_declared_typed)
    shipment.units_chosen.connect(presenter.on_units_chosen)
    shipment.cleared.connect(presenter.on_cleared)
    shipment.add_requested.connect(presenter.on_add_to_sale)
    shipment.weigh_requested.connect(presenter.on_weigh)
