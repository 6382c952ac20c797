"""Central's settings: from the environment (``WINDWARD_CENTRAL_...``) or from the command line."""

from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

DATABASE_FILE = "central.db"
KEYS_FOLDER = "keys"


def _default_data() -> Path:
    return platformdirs.user_data_path("windward-central", appauthor=False)


class Settings(BaseSettings):
    """What a person may choose. Frozen.

    ``data`` holds the SQLite file and the ``keys`` folder. ``database_url`` names another database
    (``postgresql+psycopg://...``); empty means SQLite in ``data``. The four keys, 64 hexadecimal
    digits each, win over the files of the same name in ``keys``. ``commit_is_durable`` is set where
    the SQLite file's own disk outlives the machine; elsewhere a completed backup makes durable, and
    on PostgreSQL what the synchronous standby has flushed (sync rule 13.5), whatever is set here.
    ``replica_url`` names one streaming replica that feeds are read from.
    ``database_connections_max`` bounds the connections of this process to each.
    ``jobs_lease_s`` is how long the holder of the jobs' lease may be silent: the same everywhere.
    ``answer_bytes_max`` bounds the changes in one answer, before compression.
    ``inventory_secret`` (``whsec_...``) is what the inventory system signs its webhooks with;
    without one there is no such route. ``exchanges_a_second`` is how many one process answers with
    ease (benchmark ``central``): above 60 % of it tills are told to let sales wait together.
    ``smtp_host`` is the server that mails receipts, empty for none: then they wait; a password is
    never sent over a line that is not encrypted. ``fx_sources`` names who is asked for exchange
    rates, in this order, with blanks between (``frankfurter er-api currency-api floatrates``);
    empty asks nobody, and rates are typed.
    ``mmg_merchant`` is the merchant's number at MMG, empty for no account there; ``mmg_api_url``
    with its keys belongs to the merchant-initiated API, ``mmg_checkout_url`` with its own to the
    hosted checkout (keys as PEM). Only central holds them: the runbook says where they come from.
    ``stripe_secret_key`` opens the account ``stripe_account`` (``acct_...``) for cards, priced in
    ``stripe_currency``; ``stripe_return_url`` is the page that thanks who paid,
    ``stripe_webhook_secrets`` (``whsec_...``, several with blanks between while one replaces
    another) is what Stripe signs its calls with, ``stripe_api_url`` another address than Stripe's.
    """

    model_config = SettingsConfigDict(
        env_prefix="WINDWARD_CENTRAL_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    data: Path = Field(default_factory=_default_data)
    database_url: SecretStr | None = None
    replica_url: SecretStr | None = None
    database_connections_max: Annotated[int, Field(ge=2, le=500)] = 32
    database_key: SecretStr | None = None
    signing_key: SecretStr | None = None
    recovery_key: SecretStr | None = None
    people_key: SecretStr | None = None
    commit_is_durable: bool = False
    answer_bytes_max: Annotated[int, Field(ge=65_536, le=33_554_432)] = 8_388_608
    enrolment_code_hours: Annotated[int, Field(ge=1, le=168)] = 24
    enrolment_tries_per_minute: Annotated[int, Field(ge=1, le=600)] = 10
    jobs_lease_s: Annotated[int, Field(ge=1, le=300)] = 15
    inventory_secret: SecretStr | None = None
    refusals_per_minute: Annotated[int, Field(ge=1, le=6_000)] = 60
    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65_535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    mail_from: str = "receipts@localhost"
    fx_sources: str = ""
    mmg_merchant: Annotated[str, Field(pattern=r"^(\d{7})?$")] = ""
    mmg_api_url: str = ""
    mmg_api_key: SecretStr | None = None
    mmg_password: SecretStr | None = None
    mmg_mkey: SecretStr | None = None
    mmg_msecret: SecretStr | None = None
    mmg_checkout_url: str = ""
    mmg_client_id: str = ""
    mmg_merchant_name: str = ""
    mmg_secret_key: SecretStr | None = None
    mmg_public_key: str = ""
    mmg_private_key: SecretStr | None = None
    stripe_secret_key: SecretStr | None = None
    stripe_account: str = ""
    stripe_currency: str = "USD"
    stripe_return_url: str = ""
    stripe_webhook_secrets: SecretStr | None = None
    stripe_api_url: str = ""
    exchanges_a_second: Annotated[int, Field(ge=1, le=100_000)] = 80

    @property
    def database_path(self) -> Path:
        """Where the SQLite file lies, when it is used."""
        return self.data / DATABASE_FILE

    @property
    def keys_folder(self) -> Path:
        """Where the key files lie, each with mode 0600."""
        return self.data / KEYS_FOLDER
