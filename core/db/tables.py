"""The tables as peewee sees them: columns and types, no methods. The schema itself is in migrations/.

Moments are stored as integer microseconds since 1970 UTC, stars as integer hundredths.
"""

from datetime import UTC, datetime, timedelta

import peewee as pw

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
MAX_MICROS = 2**62
"""After every moment."""


def to_micros(moment: datetime) -> int:
    """Return an aware moment as microseconds since 1970 UTC, exactly."""
    return (moment - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the aware UTC moment of `to_micros`."""
    return EPOCH + micros * _MICROSECOND


class MomentField(pw.BigIntegerField):
    """An aware UTC moment; naive ones are refused by the subtraction."""

    def db_value(self, value: datetime | None) -> int | None:
        """Store microseconds."""
        return to_micros(value) if isinstance(value, datetime) else value

    def python_value(self, value: int | None) -> datetime | None:
        """Read an aware moment."""
        return None if value is None else from_micros(value)


class Table(pw.Model):
    """What all tables share; the database is bound when it is opened."""

    class Meta:
        legacy_table_names = False


class Operator(Table):
    """People who work with the console."""

    id = pw.TextField(primary_key=True)
    name = pw.TextField(unique=True)
    role = pw.TextField()
    is_active = pw.BooleanField()
    created_at = MomentField()
    password_hash = pw.TextField(default="")
    failures = pw.IntegerField(default=0)
    locked_until = MomentField(null=True)
    last_seen_at = MomentField(null=True)


class Customer(Table):
    """Telegram users; the key is the Telegram id."""

    telegram_id = pw.BigIntegerField(primary_key=True)
    bot = pw.TextField()
    username = pw.TextField()
    first_name = pw.TextField()
    last_name = pw.TextField()
    language = pw.TextField()
    gender = pw.TextField()
    search_text = pw.TextField()
    is_unreachable = pw.BooleanField()
    created_at = MomentField()


class Account(Table):
    """Accounts of the ledger with their carried balance in hundredths of a star."""

    id = pw.TextField(primary_key=True)
    has_floor = pw.BooleanField()
    balance = pw.BigIntegerField()


class Transfer(Table):
    """Movements of stars; written by `ledger_write` only."""

    id = pw.TextField(primary_key=True)
    operation_id = pw.TextField(unique=True)
    kind = pw.TextField()
    debit_id = pw.TextField()
    credit_id = pw.TextField()
    amount = pw.BigIntegerField()
    cause_kind = pw.TextField()
    cause_id = pw.TextField()
    actor = pw.TextField()
    reason = pw.TextField()
    ends_hold_id = pw.TextField(null=True, unique=True)
    reverses_id = pw.TextField(null=True)
    charge_id = pw.TextField(null=True)
    debit_after = pw.BigIntegerField()
    credit_after = pw.BigIntegerField()
    created_at = MomentField()


class Training(Table):
    """What customers asked for; `status` repeats the newest attempt's."""

    id = pw.TextField(primary_key=True)
    customer_id = pw.BigIntegerField()
    operator_id = pw.TextField()
    bot = pw.TextField()
    model_name = pw.TextField()
    destination = pw.TextField()
    trainer = pw.TextField()
    trainer_version = pw.TextField()
    parameters = pw.TextField()
    dataset = pw.TextField()
    price = pw.BigIntegerField()
    price_list = pw.TextField()
    last_attempt_id = pw.TextField()
    status = pw.TextField()
    is_active = pw.BooleanField()
    search_text = pw.TextField()
    created_at = MomentField()


class Attempt(Table):
    """Runs at Replicate."""

    id = pw.TextField(primary_key=True)
    training_id = pw.TextField()
    number = pw.IntegerField()
    status = pw.TextField()
    provider_status = pw.TextField()
    step = pw.TextField()
    price = pw.BigIntegerField()
    hold_id = pw.TextField(null=True, unique=True)
    money = pw.TextField()
    version = pw.TextField()
    account = pw.TextField()
    input_url = pw.TextField()
    uploaded_at = MomentField(null=True)
    markers = pw.TextField()
    provider_id = pw.TextField(null=True, unique=True)
    sent_at = MomentField(null=True)
    sends = pw.IntegerField()
    looks = pw.IntegerField()
    cancel_asked = pw.BooleanField()
    waiting_for = pw.TextField()
    failure_class = pw.TextField()
    error = pw.TextField()
    progress_step = pw.IntegerField(null=True)
    progress_total = pw.IntegerField(null=True)
    phase = pw.TextField()
    eta_s = pw.IntegerField(null=True)
    loss = pw.FloatField(null=True)
    cost_micro_usd = pw.BigIntegerField(null=True)
    output_version = pw.TextField()
    weights_url = pw.TextField()
    weights_sha256 = pw.TextField()
    created_at = MomentField()
    started_at = MomentField(null=True)
    completed_at = MomentField(null=True)
    group_id = pw.TextField()
    customer_id = pw.BigIntegerField(null=True)
    retry_at = MomentField(null=True)
    parameters = pw.TextField()
    dataset = pw.TextField()
    trainer_version = pw.TextField()


class FailureGroup(Table):
    """Failures with one class and signature, and what people know about them."""

    id = pw.TextField(primary_key=True)
    failure_class = pw.TextField()
    text = pw.TextField()
    sample = pw.TextField()
    owner = pw.TextField()
    note = pw.TextField()
    known_fix = pw.TextField()
    fixed_at = MomentField(null=True)
    fixed_by = pw.TextField()
    alarmed_at = MomentField(null=True)
    first_at = MomentField()


class AttemptLog(Table):
    """The newest full log text of each attempt."""

    attempt_id = pw.TextField(primary_key=True)
    text = pw.TextField()
    saved_at = MomentField()


class AttemptExchange(Table):
    """What was sent to Replicate for each attempt and what it answered last, without secrets."""

    attempt_id = pw.TextField(primary_key=True)
    request = pw.TextField()
    answer = pw.TextField()
    sent_at = MomentField(null=True)
    answered_at = MomentField(null=True)


class StoryEvent(Table):
    """The timeline of a training."""

    id = pw.TextField(primary_key=True)
    training_id = pw.TextField()
    attempt_number = pw.IntegerField()
    kind = pw.TextField()
    actor = pw.TextField()
    facts = pw.TextField()
    at = MomentField()


class Bot(Table):
    """Telegram bots that sell, and the people behind each."""

    name = pw.TextField(primary_key=True)
    owner_id = pw.BigIntegerField(null=True)
    owner_language = pw.TextField()
    group_id = pw.BigIntegerField(null=True)
    errors_id = pw.BigIntegerField(null=True)
    group_language = pw.TextField()
    support = pw.TextField()
    is_active = pw.BooleanField()
    created_at = MomentField()


class Outbox(Table):
    """Messages to customers and staff, written in the transaction of their cause."""

    id = pw.TextField(primary_key=True)
    event_key = pw.TextField()
    receiver = pw.TextField()
    channel = pw.TextField()
    customer_id = pw.BigIntegerField(null=True)
    chat_id = pw.BigIntegerField()
    bot = pw.TextField()
    kind = pw.TextField()
    text = pw.TextField()
    status = pw.TextField()
    tries = pw.IntegerField()
    next_at = MomentField()
    message_id = pw.BigIntegerField(null=True)
    error = pw.TextField()
    created_at = MomentField()
    sent_at = MomentField(null=True)


class Audit(Table):
    """Who did what, before and after, and why."""

    seq = pw.AutoField()
    at = MomentField()
    actor = pw.TextField()
    action = pw.TextField()
    subject_kind = pw.TextField()
    subject_id = pw.TextField()
    before = pw.TextField()
    after = pw.TextField()
    reason = pw.TextField()
    mac = pw.BlobField(default=b"")


class AuditAnchor(Table):
    """How far the audit chain reaches; one row."""

    id = pw.IntegerField(primary_key=True)
    seq = pw.IntegerField()
    mac = pw.BlobField()
    key_name = pw.TextField()
    seal = pw.BlobField()


class PriceList(Table):
    """Versions of the price list; `body` is JSON, never changed."""

    version = pw.TextField(primary_key=True)
    valid_from = MomentField()
    body = pw.TextField()
    note = pw.TextField()
    actor = pw.TextField()
    created_at = MomentField()


class Invoice(Table):
    """Offers with frozen terms."""

    number = pw.AutoField()
    operation_id = pw.TextField(unique=True)
    customer_id = pw.BigIntegerField()
    bot = pw.TextField()
    provider = pw.TextField()
    product = pw.TextField()
    plan = pw.TextField()
    plan_days = pw.IntegerField(null=True)
    stars = pw.BigIntegerField()
    amount = pw.BigIntegerField()
    currency = pw.TextField()
    price_list = pw.TextField()
    promo = pw.TextField()
    is_test = pw.BooleanField()
    is_recurring = pw.BooleanField()
    status = pw.TextField()
    status_reason = pw.TextField()
    url = pw.TextField()
    instructions = pw.TextField()
    external_ref = pw.TextField()
    actor = pw.TextField()
    asks = pw.IntegerField()
    next_ask_at = MomentField(null=True)
    created_at = MomentField()
    expires_at = MomentField()
    paid_at = MomentField(null=True)


class Payment(Table):
    """Money that providers took, matched to an invoice or in quarantine."""

    id = pw.TextField(primary_key=True)
    provider = pw.TextField()
    external_id = pw.TextField()
    invoice_number = pw.BigIntegerField(null=True)
    customer_id = pw.BigIntegerField(null=True)
    payer_id = pw.BigIntegerField(null=True)
    bot = pw.TextField()
    amount = pw.BigIntegerField(null=True)
    currency = pw.TextField()
    fee = pw.BigIntegerField(null=True)
    stars = pw.BigIntegerField()
    plan = pw.TextField()
    kind = pw.TextField()
    category = pw.TextField()
    is_test = pw.BooleanField()
    status = pw.TextField()
    verdict = pw.TextField()
    refund_key = pw.TextField()
    recurring_key = pw.TextField()
    detail = pw.TextField()
    transfer_id = pw.TextField(null=True, unique=True)
    refunded = pw.BigIntegerField()
    inbox_id = pw.TextField()
    actor = pw.TextField()
    decided_by = pw.TextField()
    decision_reason = pw.TextField()
    search_text = pw.TextField()
    paid_at = MomentField(null=True)
    created_at = MomentField()
    decided_at = MomentField(null=True)


class Inbox(Table):
    """Everything that came in, as it came, with what it did."""

    id = pw.TextField(primary_key=True)
    provider = pw.TextField()
    delivery_id = pw.TextField()
    source = pw.TextField()
    body = pw.BlobField()
    headers = pw.TextField()
    query = pw.TextField()
    source_address = pw.TextField()
    deliveries = pw.IntegerField()
    verdict = pw.TextField()
    detail = pw.TextField()
    effects = pw.TextField()
    actor = pw.TextField()
    received_at = MomentField()
    processed_at = MomentField(null=True)
    length_bytes = pw.IntegerField()
    search_text = pw.TextField()
    tries = pw.IntegerField()
    next_try_at = MomentField(null=True)
    waits_for = pw.TextField()
    last_at = MomentField(null=True)
    seen_by = pw.TextField()
    seen_at = MomentField(null=True)


class Refund(Table):
    """Real money on its way back."""

    id = pw.TextField(primary_key=True)
    operation_id = pw.TextField(unique=True)
    payment_id = pw.TextField()
    amount = pw.BigIntegerField()
    currency = pw.TextField()
    status = pw.TextField()
    step = pw.TextField()
    provider_ref = pw.TextField()
    detail = pw.TextField()
    stars_back = pw.BigIntegerField()
    asks = pw.IntegerField()
    next_ask_at = MomentField(null=True)
    actor = pw.TextField()
    reason = pw.TextField()
    created_at = MomentField()
    done_at = MomentField(null=True)


class Debt(Table):
    """Stars that had been spent when their money went back."""

    id = pw.TextField(primary_key=True)
    refund_id = pw.TextField(unique=True)
    customer_id = pw.BigIntegerField()
    stars = pw.BigIntegerField()
    status = pw.TextField()
    actor = pw.TextField()
    reason = pw.TextField()
    created_at = MomentField()
    ended_at = MomentField(null=True)


class Period(Table):
    """Plan time that was bought or given; when it runs follows from all rows of the customer (I19)."""

    id = pw.TextField(primary_key=True)
    operation_id = pw.TextField(unique=True)
    customer_id = pw.BigIntegerField()
    bot = pw.TextField()
    plan = pw.TextField()
    days = pw.IntegerField(null=True)
    kind = pw.TextField()
    category = pw.TextField()
    is_test = pw.BooleanField()
    payment_id = pw.TextField(null=True, unique=True)
    actor = pw.TextField()
    reason = pw.TextField()
    bought_at = MomentField()
    created_at = MomentField()
    closed_at = MomentField(null=True)
    closed_by = pw.TextField()
    closed_reason = pw.TextField()
    rank = pw.IntegerField()
    grace_days = pw.IntegerField()


class PlanInterval(Table):
    """Pauses of a customer's plans, and cancellations at their end."""

    id = pw.TextField(primary_key=True)
    operation_id = pw.TextField(unique=True)
    customer_id = pw.BigIntegerField()
    kind = pw.TextField()
    since = MomentField()
    until = MomentField(null=True)
    actor = pw.TextField()
    reason = pw.TextField()
    ended_by = pw.TextField()


class Subscription(Table):
    """How each customer's plan stands, computed from the facts so that lists and jobs are SQL."""

    customer_id = pw.BigIntegerField(primary_key=True)
    bot = pw.TextField()
    plan = pw.TextField()
    rank = pw.IntegerField()
    state = pw.TextField()
    period_id = pw.TextField()
    since = MomentField(null=True)
    until = MomentField(null=True)
    anchor = MomentField(null=True)
    grace_days = pw.IntegerField()
    queued = pw.IntegerField()
    next_plan = pw.TextField()
    stops_at_end = pw.BooleanField()
    next_change_at = MomentField(null=True)
    told = pw.IntegerField()
    next_notice_at = MomentField(null=True)
    renew_on = pw.BooleanField()
    renew_provider = pw.TextField()
    renew_key = pw.TextField()
    renew_product = pw.TextField()
    renew_plan = pw.TextField()
    renew_currency = pw.TextField()
    renew_to_tell = pw.BooleanField()
    next_charge_at = MomentField(null=True)
    tries = pw.IntegerField()
    trouble = pw.TextField()
    computed_at = MomentField()


class Charge(Table):
    """Charges of kept methods of payment, at most one open for a customer."""

    id = pw.TextField(primary_key=True)
    operation_id = pw.TextField(unique=True)
    customer_id = pw.BigIntegerField()
    renews_at = MomentField()
    attempt = pw.IntegerField()
    invoice_number = pw.BigIntegerField(unique=True)
    step = pw.TextField()
    detail = pw.TextField()
    next_at = MomentField()
    created_at = MomentField()


class Promo(Table):
    """Promo codes; what a code gives is frozen."""

    code = pw.TextField(primary_key=True)
    kind = pw.TextField()
    percent = pw.IntegerField()
    stars = pw.BigIntegerField()
    plan = pw.TextField()
    days = pw.IntegerField(null=True)
    products = pw.TextField()
    max_uses = pw.IntegerField(null=True)
    new_only = pw.BooleanField()
    valid_from = MomentField()
    valid_until = MomentField(null=True)
    is_on = pw.BooleanField()
    note = pw.TextField()
    actor = pw.TextField()
    created_at = MomentField()


class PromoUse(Table):
    """Who used which code, once each."""

    id = pw.TextField(primary_key=True)
    code = pw.TextField()
    customer_id = pw.BigIntegerField()
    invoice_number = pw.BigIntegerField(null=True)
    transfer_id = pw.TextField(null=True)
    period_id = pw.TextField(null=True)
    actor = pw.TextField()
    used_at = MomentField()


class MassRun(Table):
    """Plan time given to many customers at once."""

    id = pw.TextField(primary_key=True)
    plan = pw.TextField()
    days = pw.IntegerField(null=True)
    stars = pw.BigIntegerField()
    reason = pw.TextField()
    tells = pw.BooleanField()
    status = pw.TextField()
    actor = pw.TextField()
    actor_id = pw.TextField()
    created_at = MomentField()
    done_at = MomentField(null=True)


class MassRow(Table):
    """One customer of a run."""

    run_id = pw.TextField()
    number = pw.IntegerField()
    customer_id = pw.BigIntegerField()
    status = pw.TextField()
    detail = pw.TextField()
    period_id = pw.TextField(null=True)
    at = MomentField(null=True)

    class Meta:
        primary_key = pw.CompositeKey("run_id", "customer_id")


class ProviderState(Table):
    """How far each provider was polled, and its series of refused notices."""

    provider = pw.TextField(primary_key=True)
    cursor = pw.TextField()
    polled_at = MomentField(null=True)
    poll_error = pw.TextField()
    refused_since = MomentField(null=True)
    refused_last = MomentField(null=True)
    refused_count = pw.IntegerField()
    alarmed_at = MomentField(null=True)


class Reconciliation(Table):
    """Comparisons of a provider's statement with our books."""

    id = pw.TextField(primary_key=True)
    provider = pw.TextField()
    source = pw.TextField()
    file_name = pw.TextField()
    file_sha256 = pw.TextField()
    since = MomentField()
    until = MomentField()
    status = pw.TextField()
    detail = pw.TextField()
    lines = pw.IntegerField()
    compared = pw.IntegerField()
    matched = pw.IntegerField()
    actor = pw.TextField()
    created_at = MomentField()
    done_at = MomentField(null=True)


class Difference(Table):
    """What a comparison found, and what was decided about it."""

    id = pw.TextField(primary_key=True)
    run_id = pw.TextField()
    kind = pw.TextField()
    rank = pw.IntegerField()
    posting = pw.TextField()
    fingerprint = pw.TextField()
    provider = pw.TextField()
    external_id = pw.TextField()
    invoice_number = pw.BigIntegerField(null=True)
    payment_id = pw.TextField()
    inbox_id = pw.TextField()
    line = pw.TextField()
    line_number = pw.IntegerField()
    theirs = pw.TextField()
    ours = pw.TextField()
    at = MomentField(null=True)
    state = pw.TextField()
    decided_by = pw.TextField()
    reason = pw.TextField()
    effects = pw.TextField()
    created_at = MomentField()
    decided_at = MomentField(null=True)


class Cap(Table):
    """What a role may do alone with one kind of deed."""

    role = pw.TextField()
    kind = pw.TextField()
    action = pw.BigIntegerField()
    operator_day = pw.BigIntegerField()
    customer_day = pw.BigIntegerField()

    class Meta:
        primary_key = pw.CompositeKey("role", "kind")


class Approval(Table):
    """Deeds that wait for a second person, or waited."""

    id = pw.TextField(primary_key=True)
    operation_id = pw.TextField()
    kind = pw.TextField()
    stars = pw.BigIntegerField()
    customer_id = pw.BigIntegerField(null=True)
    plan = pw.TextField()
    plan_hash = pw.TextField()
    fingerprint = pw.TextField()
    reason = pw.TextField()
    asked_by = pw.TextField()
    asked_name = pw.TextField()
    why = pw.TextField()
    status = pw.TextField()
    decided_by = pw.TextField(null=True)
    decided_name = pw.TextField()
    decision_reason = pw.TextField()
    problem = pw.TextField()
    created_at = MomentField()
    expires_at = MomentField()
    decided_at = MomentField(null=True)


class Deed(Table):
    """What was done by hand, written in the transaction of the deed; caps count these."""

    id = pw.TextField(primary_key=True)
    operation_id = pw.TextField(unique=True)
    kind = pw.TextField()
    operator_id = pw.TextField()
    operator_name = pw.TextField()
    stars = pw.BigIntegerField()
    plan = pw.TextField()
    plan_hash = pw.TextField()
    fingerprint = pw.TextField()
    result_id = pw.TextField()
    approval_id = pw.TextField(null=True, unique=True)
    approver_id = pw.TextField(null=True)
    glass_reason = pw.TextField()
    done_at = MomentField()


class DeedShare(Table):
    """The part of each customer in a deed."""

    deed_id = pw.TextField()
    customer_id = pw.BigIntegerField()
    kind = pw.TextField()
    stars = pw.BigIntegerField()
    done_at = MomentField()

    class Meta:
        primary_key = pw.CompositeKey("deed_id", "customer_id")


class BulkRun(Table):
    """Deeds done to many at once."""

    id = pw.TextField(primary_key=True)
    kind = pw.TextField()
    terms = pw.TextField()
    filter_words = pw.TextField()
    reason = pw.TextField()
    digest = pw.TextField()
    total = pw.IntegerField()
    stars = pw.BigIntegerField()
    status = pw.TextField()
    actor = pw.TextField()
    actor_id = pw.TextField()
    created_at = MomentField()
    done_at = MomentField(null=True)


class BulkItem(Table):
    """One training or group of a run."""

    run_id = pw.TextField()
    number = pw.IntegerField()
    subject_id = pw.TextField()
    label = pw.TextField()
    customer_id = pw.BigIntegerField(null=True)
    seen = pw.TextField()
    stars = pw.BigIntegerField()
    state = pw.TextField()
    why = pw.TextField()
    result_id = pw.TextField()
    changed = pw.TextField(default="")
    at = MomentField(null=True)

    class Meta:
        primary_key = pw.CompositeKey("run_id", "number")


class KeptLaunch(Table):
    """A launch that was refused while nothing could be sent."""

    id = pw.TextField(primary_key=True)
    customer_id = pw.BigIntegerField()
    model_name = pw.TextField()
    trainer = pw.TextField()
    trainer_version = pw.TextField()
    parameters = pw.TextField()
    dataset = pw.TextField()
    price = pw.BigIntegerField()
    price_list = pw.TextField()
    refusal = pw.TextField()
    operator_id = pw.TextField()
    operator_name = pw.TextField()
    kept_at = MomentField()


TABLES = tuple(Table.__subclasses__())
