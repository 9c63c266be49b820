"""Every problem can be said."""

import string

import pytest

from core.domain.dataset_problems import SENTENCES, Problem, ProblemCode, Severity


@pytest.mark.parametrize("code", ProblemCode)
def test_every_code_has_a_sentence_it_can_fill(code: ProblemCode) -> None:
    """Each problem can be said, after its file's name, with known facts only and no full stop."""
    sentence = SENTENCES[code]
    fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
    assert fields <= {"detail", "limit"}
    assert not sentence.endswith(".")
    assert str(Problem(code, "a.jpg", "{x}", "2")).startswith("a.jpg: ")
    assert Problem(code).blocks is (Problem(code).severity is Severity.BLOCKS)
