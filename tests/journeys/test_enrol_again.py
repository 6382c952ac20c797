"""A till that lost its PIN key only: the office makes a code, and it sells on as the same till."""

from pathlib import Path

import pytest

from app.bootstrap import open_till
from app.cli import main
from app.devices.secrets import open_secret_store
from app.till_folder import TillFolder
from app.use_cases.ports import SecretName, SecretStoreFailure
from tests.journeys.conftest import SampleShop


def enrol(shop: SampleShop, folder: Path, code: str) -> int:
    return main(["enrol", "--data", str(folder), "--central", shop.address, "--code", code])


def test_a_till_that_lost_its_pin_key_does_what_it_is_told_and_is_the_same_till_again(
    shop: SampleShop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "counter"
    assert enrol(shop, data, shop.a_code()) == 0
    assert main(["sync", "--data", str(data)]) == 0
    folder = TillFolder.below(data)
    kept = dict(open_secret_store(folder.data).read())
    (folder.data / "keys.json").unlink()
    left: dict[SecretName, bytes] = {
        name: secret for name, secret in kept.items() if name != SecretName.PIN_PEPPER
    }
    open_secret_store(folder.data).keep(left)
    with pytest.raises(SecretStoreFailure, match="Ask the office for a code and enrol this till"):
        open_till(folder)

    code = shop.central.command("enrol-code", "--plain", "--till", "GY01").strip()

    assert enrol(shop, data, code) == 0
    assert open_secret_store(folder.data).read() == kept
    assert main(["sync", "--data", str(data)]) == 0
    assert main(["status", "--data", str(data)]) == 0
    assert "Till GY01 of Water Street, stream GY01A" in capsys.readouterr().out
