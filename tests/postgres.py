"""A throw-away PostgreSQL for one command: python tests/postgres.py -- pytest -n 2

The command finds its server in DATABASE_URL. Ends with the command's exit code, or with 3 where no server can be had.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

NO_SERVER = 3
SETTINGS = {
    "listen_addresses": "",  # the socket in its own directory only
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "dynamic_shared_memory_type": "mmap",  # containers often have a small /dev/shm
}


def main(command):
    programs = installed_programs() or (apt_get("postgresql") and installed_programs())
    if not programs:
        print("PostgreSQL is not installed: the tests cannot run on it.", file=sys.stderr)
        return NO_SERVER
    with server(programs) as url:
        return run(command, os.environ | {"DATABASE_URL": url})


def run(command, environment):
    with subprocess.Popen(command, env=environment) as process:
        try:
            return process.wait()
        except BaseException:
            process.terminate()
            raise


def installed_programs():
    """The newest server's directory of programs: Debian keeps them out of PATH. None where there is none."""
    debian = [initdb.parent for initdb in Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb")]
    on_path = [Path(initdb).resolve().parent for initdb in [shutil.which("initdb")] if initdb]
    return max(debian, key=lambda path: int(path.parts[-2]), default=None) or next(iter(on_path), None)


def apt_get(package):
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    steps = (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package])
    return all(
        subprocess.run(["apt-get", *step], env=environment, stdout=subprocess.DEVNULL).returncode == 0 for step in steps
    )


@contextmanager
def server(programs):
    """Yields the address of a server that exists inside this block only."""
    account = account_to_run_as()
    with tempfile.TemporaryDirectory(prefix="portal-postgres-", ignore_cleanup_errors=True) as directory:
        if account:
            shutil.chown(directory, **account)
        make_cluster(programs, directory, account)
        with open(f"{directory}/log", "w+") as log:
            process = start(programs, directory, account, log)
            try:
                wait_until_it_answers(programs, directory, process, log)
                subprocess.run([programs / "createdb", "-h", directory, "-U", "portal", "portal"], check=True)
                yield f"postgres://portal@{quote(directory, safe='')}/portal"
            finally:
                stop(process)


def account_to_run_as():
    """PostgreSQL refuses to run as root: root lends it another account. Everyone else runs it as themselves."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid}


def make_cluster(programs, directory, account):
    options = ["--auth=trust", "--username=portal", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [programs / "initdb", "-D", f"{directory}/data", *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=directory, **account)


def start(programs, directory, account, log):
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    command = [programs / "postgres", "-D", f"{directory}/data", "-k", directory, *settings]
    # A session of its own: Ctrl-C reaches the command first, and the server stops after it.
    return subprocess.Popen(command, stdout=log, stderr=log, cwd=directory, start_new_session=True, **account)


def wait_until_it_answers(programs, directory, process, log, seconds=60):
    question = [programs / "pg_isready", "-q", "-h", directory]
    end = time.monotonic() + seconds
    while subprocess.run(question).returncode != 0:
        if process.poll() is not None or time.monotonic() > end:
            log.seek(0)
            sys.exit(f"PostgreSQL did not start:\n{log.read()}")
        time.sleep(0.1)


def stop(process):
    process.send_signal(signal.SIGINT)  # what PostgreSQL calls a fast shutdown: it ends the sessions still open
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    arguments = sys.argv[1:]
    sys.exit(main(arguments[1:] if arguments[:1] == ["--"] else arguments))
