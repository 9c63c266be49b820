"""What a customer is told by hand about a training that failed: neutral, in their language, by class.

Plain text for the clipboard. No name of a provider, no code, no raw message: only what happened with the
customer's own training, where the stars are, and what comes next.
"""

from datetime import datetime

from core.domain import messages
from core.domain.attempts import MoneyState
from core.domain.failures import ADVICE, FailureClass, RetryAdvice
from core.domain.people import Language
from core.money import Stars

_HEAD = {
    Language.RU: "Здравствуйте! Обучение модели «{model}» от {moment} не удалось: {reason}.",
    Language.EN: "Hello! The training of your model “{model}” of {moment} did not work: {reason}.",
}
_STARS = {
    MoneyState.RELEASED: {
        Language.RU: "Звёзды ({price} ⭐) вернулись на ваш баланс полностью.",
        Language.EN: "All {price} ⭐ are back on your balance.",
    },
    MoneyState.HELD: {
        Language.RU: "{price} ⭐ пока в резерве: они вернутся, если обучение не состоится.",
        Language.EN: "{price} ⭐ are held for now: they come back if the training does not take place.",
    },
    MoneyState.SETTLED: {
        Language.RU: "За это обучение списано {price} ⭐.",
        Language.EN: "{price} ⭐ were taken for this training.",
    },
    MoneyState.FREE: {
        Language.RU: "За эту попытку звёзды не списывались.",
        Language.EN: "No stars were taken for this attempt.",
    },
}
_PHOTOS = {
    Language.RU: "Пришлите, пожалуйста, другие фотографии: чёткие, с одним человеком, без лишнего.",
    Language.EN: "Please send us other photos: sharp ones, with one person and nothing else.",
}
_NEXT = {
    RetryAdvice.AS_IS: {
        Language.RU: "Причина не в ваших фотографиях. Мы можем запустить обучение ещё раз: напишите нам.",
        Language.EN: "Nothing is wrong with your photos. We can start the training again: write to us.",
    },
    RetryAdvice.AFTER_CHANGE: {
        Language.RU: "Мы подберём другие настройки и запустим обучение заново, как только вы подтвердите.",
        Language.EN: "We will choose other settings and start the training anew as soon as you agree.",
    },
    RetryAdvice.AFTER_MENDING: {
        Language.RU: "Неполадка на нашей стороне. Мы её исправим и сообщим, когда можно продолжать.",
        Language.EN: "The fault is on our side. We will put it right and tell you when to go on.",
    },
    RetryAdvice.LOOK_FIRST: {
        Language.RU: "Мы проверяем, сохранился ли результат, и напишем вам.",
        Language.EN: "We are checking whether the result was kept and will write to you.",
    },
}
_ASK_FOR_PHOTOS = frozenset({FailureClass.DATASET, FailureClass.CONTENT})


def failure_answer(
    language: Language,
    *,
    failure_class: FailureClass,
    model: str,
    moment: datetime,
    price: Stars,
    money: MoneyState,
) -> str:
    """Return the text for the customer."""
    after = _PHOTOS if failure_class in _ASK_FOR_PHOTOS else _NEXT[ADVICE[failure_class]]
    facts = {
        "model": model,
        "moment": messages.moment_text(moment, language),
        "reason": messages.reason_text(failure_class, language),
        "price": messages.stars_text(price),
    }
    lines = (_HEAD[language], _STARS[money][language], after[language])
    return "\n".join(line.format_map(facts) for line in lines)
