"""What is kept of a request and its answer."""

from core.domain.exchange import CUT, HIDDEN, MAX_CHARS, as_text


def test_values_under_secret_names_are_hidden_however_deep() -> None:
    """A token of a third party in an input or in a header never comes into the database."""
    text = as_text(
        {"input": {"hf_token": "abc", "steps": 1000, "more": [{"Authorization": "x"}]}, "wandb_api_key": "k"}
    )
    assert text.count(HIDDEN) == 3
    assert '"steps": 1000' in text


def test_the_log_is_left_out_and_the_rest_is_bounded() -> None:
    """A log has a place of its own; whatever else comes is cut."""
    text = as_text({"logs": "never seen", "error": "x" * (2 * MAX_CHARS)})
    assert "never seen" not in text
    assert text.endswith(CUT)
    assert len(text) <= MAX_CHARS + len(CUT) + 1
