"""One client: proxy and private authorities work for reads and for writes, and nothing leaks by redirect."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest

from core.errors import Offline, RemoteError, SettingsError
from core.gateways.http import build_client, build_sync_client
from core.gateways.replicate import Replicate
from core.gateways.secrets import Secret
from core.settings import Settings
from tests.core.gateways.conftest import TOKEN


async def _both_ways(settings, clock):
    """Do a read and a write with these settings."""
    async with build_client(settings) as client:
        gateway = Replicate(settings, Secret(TOKEN, "keyring"), client, clock)
        try:
            await gateway.account()
            await gateway.cancel_training("t1")
        finally:
            await gateway.close()


async def test_proxy_of_the_settings(server, clock):
    """With a proxy set, reads and writes go through it."""
    server.say(200, {"id": "t1", "username": "me"})
    await _both_ways(Settings(replicate_base_url="http://api.example.test", proxy=server.url), clock)
    assert [one.path for one in server.seen] == [
        "http://api.example.test/v1/account",
        "http://api.example.test/v1/trainings/t1/cancel",
    ]


async def test_proxy_of_the_environment(server, clock, monkeypatch):
    """Without one, the standard variables count."""
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    server.say(200, {"id": "t1", "username": "me"})
    await _both_ways(Settings(replicate_base_url="http://api.example.test"), clock)
    assert len(server.seen) == 2
    assert all(one.path.startswith("http://api.example.test/") for one in server.seen)


async def test_loopback_needs_no_proxy(server, clock, unused_tcp_port):
    """The sandbox on this machine is reached directly, whatever proxy is set."""
    server.say(200, {"id": "t1", "username": "me"})
    proxy = f"http://127.0.0.1:{unused_tcp_port}"
    await _both_ways(Settings(replicate_base_url=server.url, proxy=proxy), clock)
    assert server.seen[0].path == "/v1/account"


async def test_dead_proxy(clock, unused_tcp_port):
    """A proxy that is down means that nothing was sent."""
    proxy = f"http://127.0.0.1:{unused_tcp_port}"
    settings = Settings(replicate_base_url="https://api.example.test", proxy=proxy, read_retries=0)
    with pytest.raises(Offline):
        await _both_ways(settings, clock)


@pytest.mark.parametrize("build", [build_client, build_sync_client])
def test_unusable_proxy_of_the_environment(monkeypatch, build):
    """A proxy of a kind we cannot speak is a setting to correct, not a crash."""
    monkeypatch.setenv("ALL_PROXY", "socks9://127.0.0.1:9")
    with pytest.raises(SettingsError, match="HTTPS_PROXY"):
        build(Settings())


@pytest.fixture
def tls(tmp_path):
    """Return a server context with a fresh certificate for this machine, and its PEM file."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "private authority")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    ca_file, key_file = tmp_path / "ca.pem", tmp_path / "key.pem"
    ca_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ca_file, key_file)
    return context, ca_file


async def test_private_authority(server, clock, tls):
    """A private authority is trusted when its file is set, for reads and writes, and not otherwise."""
    context, ca_file = tls
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
    url = f"https://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    server.say(200, {"id": "t1", "username": "me"})
    async with listener:
        await _both_ways(Settings(replicate_base_url=url, ca_file=ca_file), clock)
        assert len(server.seen) == 2
        with pytest.raises(Offline, match="CERTIFICATE_VERIFY_FAILED"):
            await _both_ways(Settings(replicate_base_url=url, read_retries=0), clock)
    assert len(server.seen) == 2


def test_empty_ca_file(tmp_path):
    """A CA file without certificates is a setting to correct."""
    empty = tmp_path / "empty.pem"
    empty.write_text("")
    with pytest.raises(SettingsError, match="ca_file"):
        build_client(Settings(ca_file=empty))


async def test_redirects_are_not_followed(server, replicate):
    """A redirect of the API is an error: following it would hand the token to another host."""
    server.say(302, "", {"Location": "http://localhost:1/steal"})
    with pytest.raises(RemoteError, match="302"):
        await replicate.account()
    assert len(server.seen) == 1
