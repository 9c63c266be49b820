"""Everything that can go wrong as expected: one class each, with a code and words for a person.

AppError
├── InputError          what was typed, chosen or dropped cannot be used
├── RuleError           the business says no
├── RemoteError         Replicate or Telegram could not or would not
│   └── RemoteUnknown   it may have happened: never repeat, never refund, look first
└── LocalError          this machine: disk, database, keyring, display

Each class says in plain English what happened, what was *not* done, and what to do next; `{name}` stands
for a fact given when it is raised. The window translates these very texts (context "Errors"), so they are
written once. Anything raised that is not an `AppError` is a bug.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name Qt's extractor looks for
    """Mark a text for translation and return it as it is; core itself knows nothing of Qt."""
    del context
    return text


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, such as the fact `problem` of an error: no capital letter, no full stop.

    The window translates `template` in the context "Clause"; `{name}` stands for one of the facts.
    """

    template: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        """Return the clause in English."""
        return _fill(self.template, self.facts)


def clause(template: str, **facts: object) -> Clause:
    """Return `template`, marked with QT_TRANSLATE_NOOP("Clause", …), together with its facts."""
    return Clause(template, facts)


class AppError(Exception):
    """An expected failure. `code` is stable and may be quoted to support; `facts` fill the texts."""

    code: ClassVar[str] = "app"
    what: ClassVar[str] = ""
    not_done: ClassVar[str] = ""
    remedy: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        """Keep `facts` for the texts; a missing fact would show as its own name, never crash."""
        super().__init__(self.code)
        self.facts = facts

    def fill(self, template: str, facts: Mapping[str, object] | None = None) -> str:
        """Return `template`, one of this class's texts or a translation of it, with the facts put in.

        `facts` are the error's own if none are given; the window gives them in its language.
        """
        return _fill(template, self.facts if facts is None else facts)

    def __str__(self) -> str:
        """Return the whole story in English, for logs and the terminal."""
        parts = (self.what, self.not_done, self.remedy)
        return " ".join(self.fill(part) for part in parts if part)


def _fill(template: str, facts: Mapping[str, object]) -> str:
    return template.format_map(_Facts(facts))


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class InputError(AppError):
    """A field holds something unusable."""

    code = "input"
    what = QT_TRANSLATE_NOOP("Errors", "The field “{field}” cannot be {value!r}: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Correct the field and try again.")


class DatasetError(InputError):
    """The photos as a whole cannot be trained on."""

    code = "dataset"
    what = QT_TRANSLATE_NOOP("Errors", "The photos cannot be used: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was started and no star moved.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Mend the photos as the report says and choose them again.")


class NotFound(AppError):
    """A record that was asked for does not exist."""

    code = "not_found"
    what = QT_TRANSLATE_NOOP("Errors", "There is no {kind} {ident}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Check the id; it may belong to other data.")


class RuleError(AppError):
    """A business rule refuses."""

    code = "rule"
    what = QT_TRANSLATE_NOOP("Errors", "The rules do not allow this: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Ask a senior colleague if it should be possible.")


class NotAllowed(RuleError):
    """The operator's role lacks the permission."""

    code = "not_allowed"
    what = QT_TRANSLATE_NOOP("Errors", "{operator} with the role {role} may not {deed}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Ask someone with the right to do it, or an admin for the right.")


class WrongPassword(RuleError):
    """A password does not fit."""

    code = "wrong_password"
    what = QT_TRANSLATE_NOOP("Errors", "The password is not right.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Type it again; an admin can give you another one.")


class TooManyTries(RuleError):
    """Too many wrong passwords in a row; `until` is when the next try counts."""

    code = "too_many_tries"
    what = QT_TRANSLATE_NOOP("Errors", "There were too many wrong passwords in a row.")
    not_done = QT_TRANSLATE_NOOP("Errors", "This one was not looked at.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Wait until the time is over, and type it again.")


class NoPassword(RuleError):
    """An operator without a password cannot sign in."""

    code = "no_password"
    what = QT_TRANSLATE_NOOP("Errors", "{operator} has no password yet.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nobody was signed in.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Ask an admin to give you one on the page “Operators”.")


class ConfirmNeeded(RuleError):
    """A dangerous deed wants the password again."""

    code = "confirm_needed"
    what = QT_TRANSLATE_NOOP("Errors", "This needs your password once more.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Do it again and type your password when it is asked for.")


class CapExceeded(RuleError):
    """More than the operator may move alone."""

    code = "cap_exceeded"
    what = QT_TRANSLATE_NOOP("Errors", "{operator} may not do this alone: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "No star moved.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Ask for approval: a second operator must agree to it.")


class BreakGlassOnly(CapExceeded):
    """More than any second person could agree to."""

    code = "break_glass_only"
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Make it smaller. Only an admin can do it, alone and on the record, by breaking the glass."
    )


class CannotApprove(RuleError):
    """This operator is not the second pair of eyes that is needed."""

    code = "cannot_approve"
    what = QT_TRANSLATE_NOOP("Errors", "{operator} cannot approve this: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "It still waits, and no star moved.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Another operator whose limits cover it must look at it.")


class PlanChanged(RuleError):
    """What was asked for is no longer what would be done."""

    code = "plan_changed"
    what = QT_TRANSLATE_NOOP("Errors", "What this deed rests on has changed since it was asked for.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was done.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Refuse or withdraw it, look how things stand, and ask anew.")


class NotEnoughStars(RuleError):
    """The balance is smaller than the price."""

    code = "not_enough_stars"
    what = QT_TRANSLATE_NOOP("Errors", "The customer has {have}, this costs {need}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was started and no star moved.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Top up the balance or choose fewer steps.")


class AlreadyRunning(RuleError):
    """One running training for a customer and model at a time."""

    code = "already_running"
    what = QT_TRANSLATE_NOOP(
        "Errors", "Training {training_id} of the same customer and model is still running."
    )
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was started and no star moved.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Wait for it to end, cancel it, or choose another model name.")


class OperationMismatch(RuleError):
    """Same operation id, other arguments."""

    code = "operation_mismatch"
    what = QT_TRANSLATE_NOOP("Errors", "Operation {operation_id} was already done with other arguments.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was done a second time.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Start afresh: open a new form for the new operation.")


class AlreadyDone(RuleError):
    """A second time is refused because the first one stands."""

    code = "already_done"
    what = QT_TRANSLATE_NOOP("Errors", "This was done already: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was done a second time.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Refresh the page to see how it stands.")


class NoUndo(RuleError):
    """A run over many is not taken back as a whole."""

    code = "no_undo"
    what = QT_TRANSLATE_NOOP("Errors", "This run cannot be undone: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Put right row by row what has to be put right.")


class TooLate(RuleError):
    """The training has gone on too far for this."""

    code = "too_late"
    what = QT_TRANSLATE_NOOP("Errors", "The training is already {status}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Look at the training; a finished one can be retried but not changed."
    )


class RemoteError(AppError):
    """An outside service refused or failed, and it is known that nothing happened."""

    code = "remote"
    what = QT_TRANSLATE_NOOP("Errors", "{service} answered {status}: {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "The request had no effect.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Try again later; the details are in the log.")


class NoToken(RemoteError):
    """No token was found in any source."""

    code = "no_token"
    what = QT_TRANSLATE_NOOP("Errors", "No Replicate token is set.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was started and no star moved.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Enter it in Settings, or set REPLICATE_API_TOKEN.")


class BadToken(RemoteError):
    """Replicate answered 401."""

    code = "bad_token"
    what = QT_TRANSLATE_NOOP("Errors", "Replicate does not accept the token from {source} (401).")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was started and no star moved.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Make a new token on Replicate’s account page and enter it in Settings."
    )


class BillingNeeded(RemoteError):
    """Replicate answered 402."""

    code = "billing"
    what = QT_TRANSLATE_NOOP("Errors", "Replicate wants payment first (402): {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing new is sent to Replicate; stars already held stay held.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors",
        "Add credit or raise the limit on Replicate’s billing page, wait a few minutes, "
        "then press “Check now” in Settings.",
    )


class Forbidden(RemoteError):
    """Answered 403."""

    code = "forbidden"
    what = QT_TRANSLATE_NOOP("Errors", "{service} forbids this (403): {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "The request had no effect.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Check that the token belongs to the right account.")


class RemoteNotFound(RemoteError):
    """Answered 404."""

    code = "remote_not_found"
    what = QT_TRANSLATE_NOOP("Errors", "{service} does not know it (404): {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "The request had no effect.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Check the name; a model may be missing or belong to another account."
    )


class DestinationMissing(RemoteError):
    """The training's destination was refused with 404."""

    code = "destination"
    what = QT_TRANSLATE_NOOP(
        "Errors",
        "The destination {destination} does not exist or belongs to someone else (404).",
    )
    not_done = QT_TRANSLATE_NOOP("Errors", "No training was started at Replicate.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Choose another model name, or check which account the token belongs to."
    )


class NameTaken(RemoteError):
    """The model's name was refused with 409."""

    code = "name_taken"
    what = QT_TRANSLATE_NOOP("Errors", "The name {destination} is taken (409).")
    not_done = QT_TRANSLATE_NOOP("Errors", "No model was made.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors",
        "Choose another model name; the name of a deleted model cannot be used again.",
    )


class TooLarge(RemoteError):
    """Answered 413."""

    code = "too_large"
    what = QT_TRANSLATE_NOOP("Errors", "The file is too large for Replicate (413): {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "The file was not sent.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Make the photos smaller; all together may have at most 100 MB.")


class InvalidInput(RemoteError):
    """Answered 422; `fields` holds (field, message) pairs."""

    code = "invalid_input"
    what = QT_TRANSLATE_NOOP("Errors", "Replicate refuses the input (422): {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "No training was started at Replicate.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Correct the named parameter and try again.")


class RateLimited(RemoteError):
    """Answered 429; `retry_after_s` is how long to wait."""

    code = "rate_limited"
    what = QT_TRANSLATE_NOOP("Errors", "{service} asks to slow down (429).")
    not_done = QT_TRANSLATE_NOOP("Errors", "The request waits; nothing is lost.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Nothing to do: it is sent again in {retry_after_s} s.")


class RemoteBroken(RemoteError):
    """Answered 5xx to something that may be repeated."""

    code = "remote_broken"
    what = QT_TRANSLATE_NOOP("Errors", "{service} has a fault of its own ({status}).")
    not_done = QT_TRANSLATE_NOOP("Errors", "The request had no effect that we know of.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors",
        "Nothing to do: it is asked again. See the provider’s status page if it lasts.",
    )


class Offline(RemoteError):
    """The service could not be reached, or a read broke off: nothing was done there."""

    code = "offline"
    what = QT_TRANSLATE_NOOP("Errors", "{service} cannot be reached: {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "The request had no effect.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Check the network and the proxy; work goes on by itself when it is back."
    )


class BadAnswer(RemoteError):
    """The answer is not what the protocol says."""

    code = "bad_answer"
    what = QT_TRANSLATE_NOOP("Errors", "{service} gave an answer that cannot be read: {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was taken from it.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Nothing to do: it is asked again. Tell the developers if it lasts.")


class RemoteUnknown(RemoteError):
    """The request left us and no answer came: the outcome is unknown."""

    code = "unknown"
    what = QT_TRANSLATE_NOOP("Errors", "It is not known whether {service} did it: {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing is repeated and no star moves until it is known.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors",
        "Nothing to do: the provider’s list is searched until the answer is found.",
    )


class BadBotToken(RemoteError):
    """Telegram does not accept the token of a bot; nothing is wrong with Replicate's."""

    code = "bad_bot_token"
    what = QT_TRANSLATE_NOOP("Errors", "Telegram does not accept the token of the bot (401).")
    not_done = QT_TRANSLATE_NOOP("Errors", "The message was not sent; it waits in the outbox.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Get the token from @BotFather and enter it in Settings.")


class NoBotToken(RemoteError):
    """A bot has no token in any source."""

    code = "no_bot_token"
    what = QT_TRANSLATE_NOOP("Errors", "No token is set for the bot {bot}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Its messages wait in the outbox; no other bot sends them.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Get the token from @BotFather and enter it in Settings.")


class Blocked(RemoteError):
    """Telegram cannot deliver to this customer."""

    code = "blocked"
    what = QT_TRANSLATE_NOOP("Errors", "The customer has blocked the bot or the chat is gone.")
    not_done = QT_TRANSLATE_NOOP(
        "Errors", "The message was not delivered; money and training are as they were."
    )
    remedy = QT_TRANSLATE_NOOP("Errors", "Reach the customer another way.")


class OtherAccount(RemoteError):
    """The training was sent under another account than the token's."""

    code = "other_account"
    what = QT_TRANSLATE_NOOP(
        "Errors", "The training was sent as {account}, but the token belongs to {current}."
    )
    not_done = QT_TRANSLATE_NOOP("Errors", "It is neither sent again nor given up; its stars stay held.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Enter a token of {account} in Settings; it is followed again at once."
    )


class GateShut(RemoteError):
    """The gate is shut after a 401, 402 or missing token."""

    code = "gate_shut"
    what = QT_TRANSLATE_NOOP("Errors", "Nothing is sent to Replicate: {reason}")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was started and no star moved.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Mend the token or the billing in Settings and press “Check now”.")


class BadSignature(RemoteError):
    """A notice is not proved to come from its provider."""

    code = "bad_signature"
    what = QT_TRANSLATE_NOOP("Errors", "The signature of this {service} notice is wrong: {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "It is kept in the inbox and no star moved.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Check the keys of the provider in Settings; if they are right, somebody forged it."
    )


class BadNotice(RemoteError):
    """A notice cannot be read."""

    code = "bad_notice"
    what = QT_TRANSLATE_NOOP(
        "Errors", "This {service} notice cannot be read: {field} is {value!r}, {problem}."
    )
    not_done = QT_TRANSLATE_NOOP("Errors", "It is kept in the inbox and no star moved.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Compare it with the provider’s own page of the payment.")


class BadStatement(RemoteError):
    """A statement file cannot be read."""

    code = "bad_statement"
    what = QT_TRANSLATE_NOOP("Errors", "Line {line} of the {service} statement cannot be read: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing of the file was taken.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Export the statement again, or choose the right provider for it.")


class ProviderNotSet(RemoteError):
    """A provider's key is missing."""

    code = "provider_not_set"
    what = QT_TRANSLATE_NOOP("Errors", "{service} is not set up: “{field}” is missing.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was asked of it.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Enter the key in Settings.")


class BadProviderKey(RemoteError):
    """A provider does not accept our key."""

    code = "bad_provider_key"
    what = QT_TRANSLATE_NOOP("Errors", "{service} does not accept the keys: {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "The request had no effect.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Compare the keys with the provider’s cabinet and enter them in Settings."
    )


class ProviderUnknown(InputError):
    """There is no payment provider of that name."""

    code = "provider_unknown"
    what = QT_TRANSLATE_NOOP("Errors", "There is no payment provider {name!r}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was asked and no star moved.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Choose one of these: {known}.")


class CannotDo(RuleError):
    """A provider has no way to do this."""

    code = "cannot_do"
    what = QT_TRANSLATE_NOOP("Errors", "{service} cannot do this: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was asked of it.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Do it in the provider’s cabinet or by hand, and record it here.")


class LocalError(AppError):
    """Something on this machine is in the way."""

    code = "local"
    what = QT_TRANSLATE_NOOP("Errors", "This machine cannot do it: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Mend the cause and try again.")


class DiskFull(LocalError):
    """No space left."""

    code = "disk_full"
    what = QT_TRANSLATE_NOOP("Errors", "The disk with {path} is full.")
    not_done = QT_TRANSLATE_NOOP("Errors", "What was being saved was not saved; all before it is safe.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Free some space and try again; no restart is needed.")


class DatabaseLocked(LocalError):
    """Someone else holds the database."""

    code = "database_locked"
    what = QT_TRANSLATE_NOOP("Errors", "Another program holds the database {path} locked.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Close the other program (a database browser, a backup) and try again."
    )


class DatabaseReadOnly(LocalError):
    """The file or its folder cannot be written."""

    code = "database_read_only"
    what = QT_TRANSLATE_NOOP("Errors", "The database {path} cannot be written.")
    not_done = QT_TRANSLATE_NOOP("Errors", "Nothing was changed.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Give your user the right to write the file and its folder.")


class DatabaseCorrupt(LocalError):
    """SQLite finds the file damaged."""

    code = "database_corrupt"
    what = QT_TRANSLATE_NOOP("Errors", "The database {path} is damaged: {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "It was not opened, so it cannot get worse.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors",
        "Restore the newest copy from {backups}, or send the file to the developers.",
    )


class DatabaseNewer(LocalError):
    """The file was written by a later version."""

    code = "database_newer"
    what = QT_TRANSLATE_NOOP("Errors", "The database {path} was made by a newer program (migration {found}).")
    not_done = QT_TRANSLATE_NOOP("Errors", "It was not opened.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors",
        "Update this program, or restore the copy made before the update from {backups}.",
    )


class SecondInstance(LocalError):
    """The data folder is in use by another process."""

    code = "second_instance"
    what = QT_TRANSLATE_NOOP("Errors", "Stationmaster already works on {path} (process {pid}).")
    not_done = QT_TRANSLATE_NOOP("Errors", "This second start was ended.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Use the open window, or start with --data-dir for other data.")


class NoKeyring(LocalError):
    """There is no safe place to save a secret."""

    code = "no_keyring"
    what = QT_TRANSLATE_NOOP("Errors", "This machine has no keyring to keep the secret “{name}” in: {detail}")
    not_done = QT_TRANSLATE_NOOP("Errors", "The secret was not saved: never as plain text on a disk.")
    remedy = QT_TRANSLATE_NOOP(
        "Errors", "Set the environment variable {variable} or a systemd credential instead."
    )


class ProviderBroken(LocalError):
    """A payment provider of an installed package cannot be loaded."""

    code = "provider_broken"
    what = QT_TRANSLATE_NOOP(
        "Errors", "The payment provider {name} of the package {package} cannot be used: {problem}."
    )
    not_done = QT_TRANSLATE_NOOP("Errors", "It is left out; all other providers work.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Update or remove the package, or mend its entry point {target}.")


class SettingsError(LocalError):
    """A setting from file or environment is unusable."""

    code = "settings"
    what = QT_TRANSLATE_NOOP("Errors", "The setting {field} is {value!r}: {problem}.")
    not_done = QT_TRANSLATE_NOOP("Errors", "The program did not start with it.")
    remedy = QT_TRANSLATE_NOOP("Errors", "Correct it in {source}.")
