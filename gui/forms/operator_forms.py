"""Forms about operators: a new one, another name, another role, passwords, and who you are once more."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from core.domain.people import Operator, Role
from core.domain.sign_in import MIN_PASSWORD, Proof
from core.errors import QT_TRANSLATE_NOOP, InputError, clause
from gui import texts
from gui.forms.form_dialog import FormDialog
from gui.forms.token_forms import SecretField
from gui.widgets.fields import ChoiceField, LineField


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorDraft:
    """What a new operator begins with."""

    name: str
    role: Role
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChange:
    """The old password, empty if there was none, and the new one."""

    old: str = field(repr=False)
    new: str = field(repr=False)


class PasswordFields(QObject):
    """A new password, typed twice; what is wrong shows while one types."""

    changed = Signal()

    def __init__(self, form: "FormDialog[object, object]", label: str) -> None:
        """Put the two fields at the end of a form."""
        super().__init__(form)
        self.first, self.again = SecretField(), SecretField()
        self.first.set_words(
            label,
            QCoreApplication.translate(
                "PasswordFields", "At least {least} characters; a few words do well."
            ).format(least=MIN_PASSWORD),
        )
        self.again.set_words(QCoreApplication.translate("PasswordFields", "Once more"))
        for one in (self.first, self.again):
            one.set_eye_words(QCoreApplication.translate("PasswordFields", "Show the letters"))
        form.add_field("password", self.first)
        form.add_field("again", self.again)

    @property
    def value(self) -> str:
        """Return the password.

        Raises:
            InputError: the two are not the same.
        """
        if self.first.control.text() != self.again.control.text():
            problem = clause(QT_TRANSLATE_NOOP("Clause", "it is not the same as above"))
            raise InputError(field="again", value="…", problem=problem)
        return self.first.control.text()


class NewOperatorForm(FormDialog[OperatorDraft, Operator]):
    """Asks for a name, a role and a first password."""

    def __init__(self, parent: QWidget | None, save: Callable[[OperatorDraft], Awaitable[Operator]]) -> None:
        """Show the form."""
        super().__init__(
            parent,
            QCoreApplication.translate("OperatorForms", "New operator"),
            QCoreApplication.translate(
                "OperatorForms", "Tell them the first password yourself; they can change it in Settings."
            ),
            confirm=QCoreApplication.translate("OperatorForms", "Add operator"),
            save=save,
        )
        self.name = LineField(
            QCoreApplication.translate("OperatorForms", "Name"),
            QCoreApplication.translate("OperatorForms", "Stands in the log beside every deed."),
        )
        self.role = role_field(Role.SUPPORT)
        self.add_field("name", self.name)
        self.add_field("role", self.role)
        self.password = PasswordFields(self, QCoreApplication.translate("OperatorForms", "First password"))  # type: ignore[arg-type]
        self.name.setFocus()

    def typed(self) -> OperatorDraft:
        """Return what was typed; core checks it."""
        return OperatorDraft(name=self.name.value, role=Role(self.role.value), password=self.password.value)


class RenameForm(FormDialog[str, Operator]):
    """Asks for another name."""

    def __init__(
        self, parent: QWidget | None, operator: Operator, save: Callable[[str], Awaitable[Operator]]
    ) -> None:
        """Show the name there is."""
        super().__init__(
            parent,
            QCoreApplication.translate("OperatorForms", "Rename {name}").format(name=operator.name),
            QCoreApplication.translate("OperatorForms", "Earlier deeds keep the name they were done under."),
            confirm=QCoreApplication.translate("OperatorForms", "Rename"),
            save=save,
        )
        self.name = LineField(QCoreApplication.translate("OperatorForms", "Name"))
        self.name.set_value(operator.name)
        self.add_field("name", self.name)
        self.name.control.selectAll()
        self.name.setFocus()

    def typed(self) -> str:
        """Return the name as typed."""
        return self.name.value


class RoleForm(FormDialog[Role, Operator]):
    """Asks for another role."""

    def __init__(
        self, parent: QWidget | None, operator: Operator, save: Callable[[Role], Awaitable[Operator]]
    ) -> None:
        """Show the role there is."""
        super().__init__(
            parent,
            QCoreApplication.translate("OperatorForms", "Role of {name}").format(name=operator.name),
            QCoreApplication.translate("OperatorForms", "It counts at once, also in an open window."),
            confirm=QCoreApplication.translate("OperatorForms", "Change role"),
            save=save,
        )
        self.role = role_field(operator.role)
        self.add_field("role", self.role)
        self.role.setFocus()

    def typed(self) -> Role:
        """Return the role chosen."""
        return Role(self.role.value)


class OwnPasswordForm(FormDialog[PasswordChange, Operator]):
    """Asks for the old password, if there is one, and a new one."""

    def __init__(
        self,
        parent: QWidget | None,
        operator: Operator,
        save: Callable[[PasswordChange], Awaitable[Operator]],
    ) -> None:
        """Show the form; the first password comes with what it changes."""
        text = (
            QCoreApplication.translate("OperatorForms", "The old one no longer opens anything.")
            if operator.has_password
            else QCoreApplication.translate(
                "OperatorForms",
                "From now on everybody signs in before anything is shown, and the window locks when nobody "
                "is there.",
            )
        )
        super().__init__(
            parent,
            QCoreApplication.translate("OperatorForms", "Your password"),
            text,
            confirm=QCoreApplication.translate("OperatorForms", "Set password"),
            save=save,
        )
        self.old: SecretField | None = None
        if operator.has_password:
            self.old = SecretField()
            self.old.set_words(QCoreApplication.translate("OperatorForms", "Password now"))
            self.old.set_eye_words(QCoreApplication.translate("PasswordFields", "Show the letters"))
            self.add_field("old", self.old)
        self.password = PasswordFields(self, QCoreApplication.translate("OperatorForms", "New password"))  # type: ignore[arg-type]
        (self.old or self.password.first).setFocus()

    def typed(self) -> PasswordChange:
        """Return both passwords as typed."""
        return PasswordChange(old=self.old.control.text() if self.old else "", new=self.password.value)


class ResetPasswordForm(FormDialog[str, Operator]):
    """Asks for the new password of another operator."""

    def __init__(
        self, parent: QWidget | None, operator: Operator, save: Callable[[str], Awaitable[Operator]]
    ) -> None:
        """Show the form."""
        super().__init__(
            parent,
            QCoreApplication.translate("OperatorForms", "Password of {name}").format(name=operator.name),
            QCoreApplication.translate(
                "OperatorForms", "Tell it to them yourself; the one before no longer opens anything."
            ),
            confirm=QCoreApplication.translate("OperatorForms", "Set password"),
            save=save,
        )
        self.password = PasswordFields(self, QCoreApplication.translate("OperatorForms", "New password"))  # type: ignore[arg-type]
        self.password.first.setFocus()

    def typed(self) -> str:
        """Return the password as typed."""
        return self.password.value


class ConfirmForm(FormDialog[str, Proof]):
    """Asks who sits here once more, before something dangerous."""

    def __init__(
        self, parent: QWidget | None, operator: Operator, save: Callable[[str], Awaitable[Proof]]
    ) -> None:
        """Show the form."""
        super().__init__(
            parent,
            QCoreApplication.translate("OperatorForms", "Your password once more"),
            QCoreApplication.translate(
                "OperatorForms", "This needs to be {name} and nobody else. It counts for five minutes."
            ).format(name=operator.name),
            confirm=QCoreApplication.translate("OperatorForms", "Confirm"),
            save=save,
        )
        self.password = SecretField()
        self.password.set_words(QCoreApplication.translate("OperatorForms", "Password"))
        self.password.set_eye_words(QCoreApplication.translate("PasswordFields", "Show the letters"))
        self.add_field("password", self.password)
        self.password.setFocus()

    def typed(self) -> str:
        """Return the password as typed."""
        return self.password.control.text()


def role_field(role: Role) -> ChoiceField:
    """Return a choice of roles, each with what it may do under it once chosen."""
    made = ChoiceField()
    made.set_choices([(one.value, texts.role_word(one)) for one in Role])
    made.set_value(role.value)

    def tell(key: str) -> None:
        made.set_words(QCoreApplication.translate("OperatorForms", "Role"), texts.role_meaning(Role(key)))

    made.changed.connect(tell)
    tell(role.value)
    return made
