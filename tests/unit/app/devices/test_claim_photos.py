"""A picture of a customer's message comes in small, clean and bounded, or not at all."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from app.devices import claim_photos as module
from app.devices.claim_photos import read_photo
from domain.errors import BadInput
from sync.protocol.payment_bodies import PHOTO_BYTES_MAX

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = "6.8013 N 58.1551 W, telephone of Anna"


def a_picture(wide: int, high: int) -> QImage:
    """Bars, as a message on a telephone has lines."""
    image = QImage(wide, high, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    for top in range(0, high, 96):
        painter.fillRect(QRect(QPoint(8, top), QPoint(wide - 8, top + 24)), QColor("#204060"))
    painter.end()
    return image


def saved(folder: Path, image: QImage, name: str) -> str:
    file = folder / name
    assert image.save(str(file), None, 95)
    return str(file)


def seen(photo: bytes) -> QImage:
    return QImage.fromData(photo)


@pytest.mark.parametrize("name", ["message.png", "message.jpg"])
def test_a_large_picture_becomes_a_small_jpeg(tmp_path: Path, name: str) -> None:
    photo = read_photo(saved(tmp_path, a_picture(1_080, 2_400), name))

    image = seen(photo)
    assert (image.width(), image.height()) == (460, 1_024)
    assert len(photo) <= PHOTO_BYTES_MAX


def test_a_small_picture_keeps_its_size_and_what_is_see_through_is_white(tmp_path: Path) -> None:
    image = seen(read_photo(saved(tmp_path, a_picture(120, 96), "m.png")))

    assert (image.width(), image.height()) == (120, 96)
    assert image.pixelColor(2, 60).lightness() > 230


@pytest.mark.parametrize("name", ["message.png", "message.jpg"])
def test_no_text_of_the_file_goes_along(tmp_path: Path, name: str) -> None:
    image = a_picture(200, 200)
    image.setText("Comment", HIDDEN)
    file = saved(tmp_path, image, name)

    photo = read_photo(file)

    assert QImage(file).text("Comment") == HIDDEN, "the file itself says it"
    assert b"Anna" not in photo
    assert seen(photo).textKeys() == []


def test_exif_and_its_place_stay_behind_and_the_picture_stands_upright(tmp_path: Path) -> None:
    plain = (tmp_path / "plain.jpg", tmp_path / "turned.jpg")
    saved(tmp_path, a_picture(200, 100), "plain.jpg")
    exif = (
        b"Exif\0\0MM\0*\0\0\0\x08\0\x02"
        b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"  # orientation: turned by a quarter
        b"\x01\x0f\0\x02\0\0\0\x04ANNA\0\0\0\0"  # the maker
    )
    raw = plain[0].read_bytes()
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    plain[1].write_bytes(raw[:2] + segment + raw[2:])

    photo = read_photo(str(plain[1]))

    assert b"Exif" not in photo
    assert b"ANNA" not in photo
    assert (seen(photo).width(), seen(photo).height()) == (100, 200)


def test_noise_is_made_coarser_until_it_fits(tmp_path: Path) -> None:
    raw = random.Random(7).randbytes(1_024 * 1_024 * 3)
    noise = QImage(raw, 1_024, 1_024, 1_024 * 3, QImage.Format.Format_RGB888)

    photo = read_photo(saved(tmp_path, noise, "noise.png"))

    assert 15_000 < len(photo) <= PHOTO_BYTES_MAX


def test_what_never_gets_small_enough_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PHOTO_BYTES_MAX", 100)

    with pytest.raises(BadInput, match="small enough"):
        read_photo(saved(tmp_path, a_picture(64, 64), "m.png"))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "no JPEG or PNG"),
        (b"GIF89a" + bytes(40), "no JPEG or PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no JPEG or PNG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
    ],
)
def test_what_is_no_picture_is_refused_in_plain_words(
    tmp_path: Path, raw: bytes, says: str
) -> None:
    file = tmp_path / "message.jpg"
    file.write_bytes(raw)

    with pytest.raises(BadInput, match=says) as refused:
        read_photo(str(file))
    assert "record the claim without one" in refused.value.message


@pytest.mark.qt_log_ignore("JPEG")
def test_a_jpeg_that_holds_no_picture_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "message.jpg"
    file.write_bytes(b"\xff\xd8\xff" + bytes(40))

    with pytest.raises(BadInput, match="damaged"):
        read_photo(str(file))


def test_a_picture_that_ends_early_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cut.png"
    saved(tmp_path, a_picture(300, 300), "cut.png")
    file.write_bytes(file.read_bytes()[:60])

    with pytest.raises(BadInput, match="damaged"):
        read_photo(str(file))


def test_a_huge_file_and_a_huge_picture_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = saved(tmp_path, a_picture(64, 64), "m.png")
    monkeypatch.setattr(module, "PIXELS_MAX", 64 * 64 - 1)
    with pytest.raises(BadInput, match="too many pixels"):
        read_photo(file)
    with (tmp_path / "huge.jpg").open("wb") as huge:
        huge.truncate(module.FILE_BYTES_MAX + 1)

    with pytest.raises(BadInput, match="larger than 20 MB"):
        read_photo(str(tmp_path / "huge.jpg"))


@pytest.mark.parametrize(
    ("name", "says"), [("", "no such file"), ("nowhere.jpg", "no such file"), ("\0", "file")]
)
def test_a_name_that_leads_nowhere_is_refused(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_photo(str(tmp_path / name))


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = saved(tmp_path, a_picture(64, 64), "m.png")

    def locked(*_args: object) -> None:
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", locked)

    with pytest.raises(BadInput, match="does not let it be read"):
        read_photo(file)
