"""The form that takes in a notice by hand: its provider, its body, headers and query as they came."""

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.domain.inbox import InboxRow
from core.domain.providers import Notice, ProviderInfo
from core.errors import InputError
from gui.forms.form_dialog import FormDialog
from gui.models import payment_words
from gui.widgets.fields import ChoiceField, Field, LineField

BODY_HEIGHT = 150
HEADERS_HEIGHT = 66


class TextField(Field[QPlainTextEdit]):
    """Several lines of text, kept as they are pasted."""

    def __init__(self, label: str, help_text: str, height: int) -> None:
        """Start empty."""
        super().__init__(QPlainTextEdit(), label, help_text)
        self.control.setFixedHeight(height)
        self.control.setTabChangesFocus(True)
        self.control.setProperty("role", "log")

    @property
    def value(self) -> str:
        """Return the text as it is."""
        return self.control.toPlainText()

    def set_value(self, text: str) -> None:
        """Show `text`."""
        self.control.setPlainText(text)


class AddNoticeForm(FormDialog[tuple[str, Notice], InboxRow]):
    """Asks for a provider and what it sent. A file's bytes are taken as they are and only shown."""

    def __init__(
        self,
        parent: QWidget | None,
        providers: Sequence[ProviderInfo],
        save: Callable[[tuple[str, Notice]], Awaitable[InboxRow]],
        *,
        provider: str = "",
        file_name: str = "",
        body: bytes = b"",
    ) -> None:
        """Show the form; `save` does the deed."""
        super().__init__(
            parent,
            QCoreApplication.translate("AddNoticeForm", "Add to the inbox"),
            QCoreApplication.translate(
                "AddNoticeForm", "It is stored as it is, proved like a webhook, and done once."
            ),
            confirm=QCoreApplication.translate("AddNoticeForm", "Add"),
            save=save,
        )
        self._bytes = body
        self.provider = ChoiceField(self.tr("Provider"))
        self.provider.set_choices([(one.name, payment_words.provider_word(one.name)) for one in providers])
        self.provider.set_value(provider)
        self.body_text = TextField(self.tr("Body"), self.tr("Exactly as the provider sent it"), BODY_HEIGHT)
        self.headers = TextField(
            self.tr("Headers"), self.tr("One a line, like Stripe-Signature: t=…,v1=…"), HEADERS_HEIGHT
        )
        self.query = LineField(
            self.tr("Query"), self.tr("What stood after the ? of the address, if anything")
        )
        if body:
            self.body_text.set_value(body.decode("utf-8", "replace"))
            self.body_text.control.setReadOnly(True)
            self.body_text.set_words(self.tr("Body"), self.tr("From the file {name}").format(name=file_name))
        self.add_field("provider", self.provider)
        self.add_field("body", self.body_text)
        self.add_field("headers", self.headers)
        self.add_field("query", self.query)
        (self.headers if body else self.body_text).setFocus()

    def typed(self) -> tuple[str, Notice]:
        """Return what was pasted as a notice; raises InputError for a header that is none."""
        headers: dict[str, str] = {}
        for line in self.headers.value.splitlines():
            name, colon, value = line.partition(":")
            if not line.strip():
                continue
            if not colon or not name.strip():
                raise InputError(field="headers", value=line, problem=self.tr("write it as Name: value"))
            headers[name.strip().lower()] = value.strip()
        body = self._bytes or self.body_text.value.encode()
        notice = Notice(body=body, headers=headers, query=self.query.value.removeprefix("?"))
        return self.provider.value, notice
