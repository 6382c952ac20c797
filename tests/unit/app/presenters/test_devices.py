"""The Devices page: what stands here, its settings, its tests, and what is said where it fails."""

from dataclasses import replace

import pytest

from app.counter.gallery_devices import READING, MemoryDevices
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.device_rows import Device, DeviceRow
from app.presenters.devices import DevicesPresenter, DevicesState
from app.presenters.more import MorePage, MorePresenter, MoreState
from app.presenters.scan_detector import Measured
from app.use_cases.device_settings import DeviceSettings, ScaleSettings, ScannerSettings
from app.use_cases.hardware import ScaleFailure
from app.use_cases.ports import DrawerFailure, PrinterFailure
from app.use_cases.printer_choice import PrinterChoice
from domain.errors import NotAllowed, WorldFailure
from tests.helpers.counter_desk import (
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)

PORT = "/dev/ttyUSB0"


class Shop:
    def __init__(self, till: MemoryTill | None = None, runner: WaitingRunner | None = None) -> None:
        self.till = till or sample_till()
        self.view: RecordingView[DevicesState] = RecordingView()
        self.heard: list[DeviceSettings] = []
        self.floor = OpenFloor(session=a_session(self.till))
        self.page = DevicesPresenter(a_desk(self.till, runner), self.view, self.floor)
        self.page.heard = self.heard.append
        self.page.start(a_session(self.till))

    @property
    def kept(self) -> DeviceSettings:
        return self.till.devices.settings.kept

    @property
    def state(self) -> DevicesState:
        return self.view.last

    def choose(self, device: Device) -> None:
        self.page.on_row_selected(tuple(Device).index(device))

    def row(self, device: Device) -> DeviceRow:
        return self.state.rows[tuple(Device).index(device)]

    def notice(self) -> str:
        return "" if self.state.notice is None else self.state.notice.title


def a_shop_with_a_scale(port: str = PORT) -> Shop:
    till = sample_till()
    scale = ScaleSettings(protocol="toledo_8217", port=port)
    till.devices.settings.kept = DeviceSettings(scale=scale)
    return Shop(till)


def test_every_device_has_a_row_an_explanation_and_a_test() -> None:
    shop = Shop()
    assert [row.key for row in shop.state.rows] == list(Device)
    for device in Device:
        shop.choose(device)
        assert shop.state.title
        assert shop.state.about
        assert shop.state.next_step
        assert shop.state.test_words


def test_the_scale_says_whether_it_is_set_up_and_plugged_in() -> None:
    assert Shop().row(Device.SCALE).tag == "Not set up"
    assert a_shop_with_a_scale().row(Device.SCALE).tag == "On"
    gone = a_shop_with_a_scale("COM9")
    gone.choose(Device.SCALE)

    assert (gone.row(Device.SCALE).tag, gone.row(Device.SCALE).tone) == ("Not plugged in", "red")
    assert "Nothing is plugged in at COM9" in gone.state.next_step
    assert "COM9" in {value for value, _ in gone.state.fields[1].options}


def test_the_scale_is_set_up_and_read_from_the_page() -> None:
    shop = Shop()
    shop.choose(Device.SCALE)
    for key, text in (("protocol", "toledo_8217"), ("port", PORT), ("unit", "kg")):
        shop.page.on_field_changed(f"scale.{key}", text)
    assert shop.kept.scale == ScaleSettings(protocol="toledo_8217", port=PORT, unit="kg")
    assert shop.heard[-1] == shop.kept

    shop.till.devices.reading = READING
    shop.page.on_test()
    assert shop.state.live == "46.5 lb, standing still, read at 14:26"
    shop.till.devices.fail_with = ScaleFailure("The load is still moving", "Wait.")
    shop.page.on_test()
    assert shop.notice() == "The load is still moving"
    assert shop.state.live == ""


def test_a_test_page_and_the_drawer_are_tried_and_their_failures_said() -> None:
    shop = Shop()
    shop.page.on_test()
    assert shop.till.devices.pages == ["receipts"]
    assert "test page" in shop.state.live

    shop.till.devices.fail_with = PrinterFailure("The printer has no paper", "Load paper.")
    shop.page.on_test()
    assert shop.notice() == "The printer has no paper"

    shop.choose(Device.DRAWER)
    shop.page.on_test()
    assert shop.till.devices.opened == ["staff-sr written down", "kicked"]
    assert "stuck" in shop.state.live
    shop.till.devices.fail_with = DrawerFailure("The drawer did not open", "Use its key.")
    shop.page.on_test()
    assert shop.notice() == "The drawer did not open"
    assert not shop.state.is_busy


def test_a_drawer_that_may_not_be_tried_stays_shut_and_it_is_said() -> None:
    shop = Shop()
    shop.choose(Device.DRAWER)
    assert "counted as opened without a sale" in shop.state.next_step
    shop.till.devices.refuse_with = NotAllowed("Open a shift first", "Nothing was opened.")
    shop.page.on_test()
    shop.floor.session = None
    shop.page.on_test()

    assert shop.till.devices.opened == []
    assert shop.notice() == "Open a shift first"
    assert not shop.state.is_busy


def test_the_drawer_is_written_down_before_the_printer_is_asked_to_open_it() -> None:
    runner = WaitingRunner()
    shop = Shop(runner=runner)
    runner.finish_all()
    shop.choose(Device.DRAWER)
    shop.page.on_test()
    shop.page.on_test()
    assert [lane for lane, _ in runner.jobs] == ["write"]
    runner.finish()

    assert [lane for lane, _ in runner.jobs] == ["device"]
    assert shop.till.devices.opened == ["staff-sr written down"]


def test_while_a_device_is_asked_it_is_not_asked_again() -> None:
    runner = WaitingRunner()
    shop = Shop(runner=runner)
    runner.finish_all()
    shop.page.on_test()
    shop.page.on_test()

    assert shop.state.is_busy
    assert [lane for lane, _ in runner.jobs] == ["device"]


def test_a_printer_is_kept_once_it_says_where_it_is() -> None:
    shop = Shop()
    shop.page.on_field_changed("receipts.link", "network")
    assert shop.till.devices.printers.chosen == {}
    assert [each.key for each in shop.state.fields] == [
        "receipts.link",
        "receipts.address",
        "receipts.columns",
    ]
    shop.page.on_field_changed("receipts.address", " 192.0.2.7 ")
    shop.page.on_field_changed("receipts.columns", "32")
    shop.choose(Device.LABELS)
    shop.page.on_field_changed("labels.link", "spooler")
    shop.page.on_field_changed("labels.address", "Zebra")

    assert shop.till.devices.printers.chosen == {
        "receipts": PrinterChoice(link="network", address="192.0.2.7", columns=32),
        "labels": PrinterChoice(link="spooler", address="Zebra"),
    }
    assert shop.row(Device.PRINTER).tag == "On"
    assert shop.notice() == "Kept."
    shop.page.on_test()
    assert shop.till.devices.pages == ["labels"]
    assert shop.row(Device.LABELS).detail.endswith("Zebra")


def test_a_setting_that_cannot_be_is_said_at_its_field_and_not_kept() -> None:
    shop = Shop()
    shop.choose(Device.SCANNER)
    shop.page.on_field_changed("scanner.mean_ms_max", "soon")
    wrong = {each.key: each for each in shop.state.fields}["scanner.mean_ms_max"]
    assert (wrong.text, wrong.wrong) == ("soon", "Type a whole number.")

    shop.page.on_field_changed("scanner.mean_ms_max", "9000")
    assert shop.kept == DeviceSettings()
    shop.page.on_field_changed("scanner.mean_ms_max", "60")
    assert shop.kept.scanner.mean_ms_max == 60
    assert all(not each.wrong for each in shop.state.fields)


@pytest.mark.parametrize(
    ("key", "text", "kept"),
    [
        ("scanner.is_on", "no", ScannerSettings(is_on=False)),
        ("scanner.terminator", "tab", ScannerSettings(terminator="tab")),
        ("scanner.prefix", " ~ ", ScannerSettings(prefix="~")),
        ("scanner.length_min", "4", ScannerSettings(length_min=4)),
        ("scanner.gap_ms_max", "90", ScannerSettings(gap_ms_max=90)),
    ],
)
def test_each_setting_of_the_scanner_is_kept_by_itself(
    key: str, text: str, kept: ScannerSettings
) -> None:
    shop = Shop()
    shop.page.on_field_changed(key, text)

    assert shop.kept.scanner == kept
    assert shop.heard == [shop.kept]


def test_a_disk_that_refuses_is_said_and_the_old_settings_stay() -> None:
    shop = Shop()
    shop.till.devices.fail_with = WorldFailure("The settings were not kept", "Disk full.")
    shop.page.on_field_changed("display.is_on", "yes")

    assert shop.notice() == "The settings were not kept"
    assert shop.heard == []
    shop.choose(Device.DISPLAY)
    shop.page.on_test()
    assert shop.kept.display.is_on


def test_the_scanner_is_tested_patiently_and_then_judged_as_before() -> None:
    shop = Shop()
    shop.choose(Device.SCANNER)
    assert not shop.page.on_scan("123456")
    shop.page.on_test()
    assert shop.heard[-1].scanner.gap_ms_max > ScannerSettings().gap_ms_max
    assert shop.page.on_scan("123456")
    shop.page.on_measured(Measured("123456", 12, 20))

    assert shop.heard[-1] == shop.kept
    assert shop.notice() == "The till knows this scanner."
    assert "12 ms for each key" in shop.state.live
    shop.page.on_offer()
    assert shop.kept == DeviceSettings()


def test_a_slow_scanner_is_offered_times_of_its_own() -> None:
    shop = Shop()
    shop.page.on_measured(Measured("ignored", 1, 1))
    shop.choose(Device.SCANNER)
    shop.page.on_test()
    shop.page.on_measured(Measured("123456", 80, 400))
    assert shop.state.notice is not None
    assert shop.state.notice.key == "F6"
    shop.page.on_offer()

    assert shop.kept.scanner == ScannerSettings(mean_ms_max=160, gap_ms_max=500)


def test_leaving_the_page_ends_the_test_of_the_scanner() -> None:
    shop = Shop()
    shop.choose(Device.SCANNER)
    shop.page.on_test()
    shop.page.leave()
    assert shop.heard[-1] == shop.kept

    shop.page.on_test()
    shop.page.on_moved(1)
    assert shop.heard[-1] == shop.kept
    shop.page.on_moved(99)
    assert shop.state.selected == len(Device) - 1


def test_keys_in_a_file_are_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    till = sample_till()
    services = till.devices.services()
    in_file = replace(services, describe_keys=lambda: (False, "Keys are kept in a file."))
    monkeypatch.setattr(MemoryDevices, "services", lambda _self: in_file)
    shop = Shop(till)
    shop.choose(Device.KEYS)
    assert shop.row(Device.KEYS).tag == "In a file"
    assert shop.state.about == "Keys are kept in a file."

    shop.page.on_test()
    assert "no key ring" in shop.state.next_step


def test_the_settings_come_into_force_when_the_counter_begins() -> None:
    shop = Shop()
    shop.page.begin()

    assert shop.heard == [shop.kept]


def test_more_walks_its_pages_and_asks_the_shown_one_what_a_scan_means() -> None:
    shop, view, floor = Shop(), RecordingView[MoreState](), OpenFloor()
    other = Shop()
    other.page.key = MorePage.DEVICES
    more = MorePresenter(view, floor, (shop.page, other.page))
    more.on_row_selected(1)
    assert view.states == []

    more.on_arrived(a_session(shop.till))
    assert view.last.rows[0].spoken.startswith("Devices")
    more.on_moved(1)
    assert view.last.selected == 1
    more.on_moved(1)
    more.on_row_entered(0)
    assert view.last.selected == 0
    assert view.asked == [("enter_page", None)]
    assert not more.is_busy
    assert not more.on_scan("123456")
    more.on_locked()
    more.on_row_selected(1)
    assert view.last.selected == 0
