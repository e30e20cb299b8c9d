"""The house as a whole: settings read loudly, one newsroom per data folder, ports that are taken."""

import socket

import pytest

from newsroom import environment, supervise
from stet.errors import ConfigError


def test_a_typo_in_a_switch_is_refused_and_named(monkeypatch):
    monkeypatch.setenv("STET_HTTPS", "ture")
    with pytest.raises(ConfigError, match="neither yes nor no") as caught:
        environment.switch("STET_HTTPS")
    assert caught.value.subject == "STET_HTTPS"


def test_what_is_no_address_is_refused_where_it_would_allow_nothing(monkeypatch):
    monkeypatch.setenv("STET_ALLOW", "127.0.0.1, ::1")
    assert environment.addresses("STET_ALLOW") == ["127.0.0.1", "::1"]
    monkeypatch.setenv("STET_ALLOW", "127.0.0.0/8")
    with pytest.raises(ConfigError, match="is no address"):
        environment.addresses("STET_ALLOW")


@pytest.mark.parametrize("said", ["many", "-1", "1e3", "65"])
def test_a_number_out_of_its_bounds_is_refused(monkeypatch, said):
    monkeypatch.setenv("STET_JOBS", said)
    with pytest.raises(ConfigError, match="whole number from 1 to 64"):
        environment.number("STET_JOBS", 2, least=1, most=64)


def test_a_database_we_do_not_know_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("STET_DATABASE_URL", "mysql://localhost/news")
    with pytest.raises(ConfigError, match="mysql"):
        environment.database("STET_DATABASE_URL", tmp_path)


def test_a_postgresql_address_is_taken_apart(monkeypatch, tmp_path):
    monkeypatch.setenv("STET_DATABASE_URL", "postgresql://desk:p%40ss@db.example:5433/news?sslmode=require")
    said = environment.database("STET_DATABASE_URL", tmp_path)
    assert (said["USER"], said["PASSWORD"], said["HOST"], said["PORT"]) == ("desk", "p@ss", "db.example", "5433")
    assert said["OPTIONS"] == {"sslmode": "require"}


def test_the_secret_key_is_made_once_and_is_ours_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("STET_SECRET_KEY", raising=False)
    first = environment.secret("STET_SECRET_KEY", tmp_path)

    assert environment.secret("STET_SECRET_KEY", tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_second_newsroom_on_the_same_folder_is_told_where_the_first_one_is(tmp_path):
    (tmp_path / "address").write_text("http://127.0.0.1:8000/")
    with (
        supervise.alone(tmp_path),
        pytest.raises(ConfigError, match=r"already running on it at http://127.0.0.1:8000/"),
    ):
        supervise.alone(tmp_path).__enter__()
    with supervise.alone(tmp_path):
        pass


def test_a_port_that_is_taken_is_refused_when_asked_for_and_passed_over_when_not():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"port {port} is taken"):
            supervise.free_port("127.0.0.1", port)
        assert supervise.free_port("127.0.0.1", 0) != port
