"""Settings: one order of sources, each value's source is told, a bad value is refused with its place."""

from pathlib import Path

import pytest

from core.errors import SettingsError
from core.settings import Settings, is_loopback


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch):
    import os

    for name in [name for name in os.environ if name.startswith("STATIONMASTER_")]:
        monkeypatch.delenv(name)


def _load(tmp_path, *, toml="", dotenv="", **overrides):
    (tmp_path / "config.toml").write_text(toml, encoding="utf-8")
    (tmp_path / ".env").write_text(dotenv, encoding="utf-8")
    return Settings.load(
        config_file=tmp_path / "config.toml", env_file=tmp_path / ".env", overrides=overrides
    )


def test_defaults(tmp_path):
    """Without any source all values are the defaults, and say so."""
    loaded = Settings.load(config_file=tmp_path / "none.toml", env_file=tmp_path / "none")
    assert loaded.values == Settings()
    assert set(loaded.sources) == set(Settings.model_fields)
    assert set(loaded.sources.values()) == {"the default"}
    assert not loaded.values.is_sandbox


def test_precedence(tmp_path, monkeypatch):
    """Command line over environment over .env over TOML over default; each source is told."""
    names = ["min_photos", "min_side_px", "read_retries", "max_parallel_submits"]
    monkeypatch.setenv("STATIONMASTER_MIN_PHOTOS", "12")
    monkeypatch.setenv("STATIONMASTER_MIN_SIDE_PX", "12")
    loaded = _load(
        tmp_path,
        toml="min_photos = 14\nmin_side_px = 14\nread_retries = 4\nmax_parallel_submits = 14\n",
        dotenv="STATIONMASTER_MIN_PHOTOS=13\nSTATIONMASTER_READ_RETRIES=3\nREPLICATE_API_TOKEN=r8_x\n",
        min_photos=11,
    )
    assert [getattr(loaded.values, name) for name in names] == [11, 12, 3, 14]
    assert [loaded.sources[name] for name in names] == [
        "the command line",
        "the environment",
        str(tmp_path / ".env"),
        str(tmp_path / "config.toml"),
    ]


def test_constructor_reads_nothing(monkeypatch):
    """A test or a caller that builds settings gets what it wrote, whatever the environment holds."""
    monkeypatch.setenv("STATIONMASTER_MIN_PHOTOS", "99")
    assert Settings().min_photos == 10


def test_empty_variable_counts_as_unset(tmp_path, monkeypatch):
    """An empty environment variable does not hide the sources below it."""
    monkeypatch.setenv("STATIONMASTER_MIN_PHOTOS", "")
    assert _load(tmp_path, toml="min_photos = 15").values.min_photos == 15


BAD = [
    ("min_photos = 0", "min_photos"),
    ('min_photos = "many"', "min_photos"),
    ("request_timeout_s = nan", "request_timeout_s"),
    ("request_timeout_s = 0", "request_timeout_s"),
    ('replicate_base_url = "api.replicate.com"', "replicate_base_url"),
    ('replicate_base_url = "https://user:pw@host"', "replicate_base_url"),
    ('replicate_base_url = "ftp://host"', "replicate_base_url"),
    ('proxy = "proxy:3128"', "proxy"),
    ('ca_file = "/does/not/exist.pem"', "ca_file"),
    ('trainer = "no-owner"', "trainer"),
    ('trainer_version = "latest"', "trainer_version"),
    ('destination_visibility = "hidden"', "destination_visibility"),
    ('log_level = "loud"', "log_level"),
    ("min_fotos = 3", "min_fotos"),
]


@pytest.mark.parametrize(("line", "field"), BAD)
def test_bad_value(tmp_path, line, field):
    """A bad value or an unknown name is refused with the field and the file to correct."""
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, toml=line)
    assert caught.value.facts["field"] == field
    assert caught.value.facts["source"] == str(tmp_path / "config.toml")
    assert "config.toml" in str(caught.value)


def test_bad_variable(tmp_path, monkeypatch):
    """A bad environment variable is refused with the environment as its place."""
    monkeypatch.setenv("STATIONMASTER_READ_RETRIES", "9")
    with pytest.raises(SettingsError, match=r"read_retries.*in the environment"):
        _load(tmp_path)


@pytest.mark.parametrize("content", [b"a = ", b"\xff\xfe"])
def test_broken_file(tmp_path, content):
    """A file that is no TOML is refused with its name."""
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"config\.toml"):
        Settings.load(config_file=file, env_file=None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://api.replicate.com/", "https://api.replicate.com"),
        ("https://api.replicate.com/v1", "https://api.replicate.com"),
        ("http://127.0.0.1:8800/sub/v1/", "http://127.0.0.1:8800/sub"),
    ],
)
def test_base_url(typed, kept):
    """The address is kept without /v1 and slash: both are added where they belong."""
    assert Settings(replicate_base_url=typed).replicate_base_url == kept


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:1", True),
        ("http://127.8.0.1", True),
        ("http://[::1]:8", True),
        ("http://localhost", True),
        ("https://api.replicate.com", False),
        ("http://localhost.example", False),
        ("http://127.0.0.1.example", False),
    ],
)
def test_sandbox(url, expected):
    """A loopback address is a sandbox, names that look like one are not."""
    assert is_loopback(url) is expected
    assert Settings(replicate_base_url=url).is_sandbox is expected
    assert Settings(replicate_base_url=url, sandbox=True).is_sandbox


def test_overrides_by_the_program(tmp_path):
    """The program's own values are told as such and keep all others."""
    loaded = _load(tmp_path, toml="min_photos = 12").with_overrides(poll_interval_s=1)
    assert (loaded.values.min_photos, loaded.values.poll_interval_s) == (12, 1)
    assert loaded.sources["poll_interval_s"] == "the program"
    assert loaded.sources["min_photos"] == str(tmp_path / "config.toml")


def test_ca_file_of_home(tmp_path, monkeypatch):
    """A file may be named from the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "ca.pem").write_text("x")
    assert Settings(ca_file=Path("~/ca.pem")).ca_file == tmp_path / "ca.pem"
