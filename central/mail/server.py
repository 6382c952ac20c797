"""The mail server: one connection a letter, every wait bounded.

What a server says may repeat the address, so that only its number goes any further.
"""

import smtplib
import ssl
from email.message import EmailMessage

from central.settings import Settings

ANSWER_S_MAX = 15
_PERMANENT = 500


class MailDelayed(Exception):
    """The letter did not go out now; later it may. ``is_server`` when no letter would."""

    def __init__(self, why: str, *, is_server: bool) -> None:
        super().__init__(why)
        self.is_server = is_server


class MailRefused(Exception):
    """No try will bring this letter to its address."""


def send(settings: Settings, message: EmailMessage) -> None:
    """Hand a letter to the server. Raises MailDelayed and MailRefused, neither with the address."""
    try:
        with _connected(settings) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code = max((number for number, _ in error.recipients.values()), default=0)
        raise _of(code, "the address") from error
    except smtplib.SMTPDataError as error:
        raise _of(error.smtp_code, "the letter") from error
    except smtplib.SMTPResponseException as error:  # greeting, signing in, sender: our own matter
        why = f"the mail server answered {error.smtp_code}"
        raise MailDelayed(why, is_server=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailDelayed("the mail server cannot be reached", is_server=True) from error


def _connected(settings: Settings) -> smtplib.SMTP:
    """Connect as the settings say; signing in is never done over a line that is not encrypted."""
    host, port = settings.smtp_host, settings.smtp_port
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # many mail servers know nothing newer
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=ANSWER_S_MAX, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=ANSWER_S_MAX)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_password is not None and settings.smtp_security != "none":
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except BaseException:
        server.close()
        raise
    return server


def _of(code: int, what: str) -> MailDelayed | MailRefused:
    why = f"the mail server refused {what} ({code})"
    return MailRefused(why) if code >= _PERMANENT else MailDelayed(why, is_server=False)
