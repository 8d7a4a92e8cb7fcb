"""gunicorn beside granian under the same portal: python -m tests.bench.servers GRANIAN [SECONDS]

GRANIAN is the program of an environment of its own (`pip install granian` in a throw-away venv): the portal does not
need it. They take turns, and are asked by 16 clients at a time over loopback, each of which
asks again as soon as it has its answer. Prints a table for docs/adr. PORTAL_VAR names a prepared portal.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from baliportal.environment import BASE_DIR

ROUNDS, CLIENTS = 2, 16
WORDS = [
    "trafficking",
    "smuggling",
    "victim",
    "law",
    "border",
    "child",
    "labour",
    "visa",
    "return",
    "asylum",
    "court",
    "police",
    "fraud",
    "debt",
    "home",
    "sea",
]
QUESTIONS = {
    "kept page": lambda client, number: "/",
    "new search": lambda client, number: (
        f"/search/?q={WORDS[number % 16]}+{WORDS[client]}+{time.monotonic_ns() % 10**9}"
    ),
    "export of 800 rows": lambda client, number: "/search.csv",
}


def commands(granian, port):
    """{name: (command, variables)}: both servers alike, and gunicorn with more processes and with more threads."""
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--host", "127.0.0.1"]
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:baliportal.server"]
    sizes = {
        "gunicorn, 2 x 4": ("2", "4"),
        "gunicorn, 1 x 4": ("1", "4"),
        "gunicorn, 4 x 4": ("4", "4"),
        "gunicorn, 2 x 8": ("2", "8"),
    }
    ours = {
        name: (gunicorn, {"PORT": str(port), "PORTAL_WORKERS": workers, "PORTAL_THREADS": threads})
        for name, (workers, threads) in sizes.items()
    }
    command = [granian, *options, "--port", str(port), "--log-level", "error", "baliportal.wsgi:application"]
    return ours | {"granian, 2 x 4": (command, {"PYTHONPATH": packages})}


def main(granian, seconds=8):
    measured = {}
    for _ in range(ROUNDS):
        for name in commands(granian, 0):
            port = free_port()
            command, variables = commands(granian, port)[name]
            with subprocess.Popen(
                command, cwd=BASE_DIR, env=os.environ | variables, stdout=subprocess.DEVNULL
            ) as server:
                try:
                    wait_until_it_answers(port)
                    for kind, question in QUESTIONS.items():
                        ask(port, question, seconds / 2)  # every process has seen the question once
                        measured.setdefault((kind, name), []).append(ask(port, question, seconds))
                    measured.setdefault(("memory", name), []).append(memory(server.pid))
                finally:
                    server.terminate()
    report(measured)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_until_it_answers(port):
    for _ in range(600):
        try:
            return get(port, "/search/?q=act")
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def ask(port, question, seconds):
    """(answers a second, median in ms, 95th percentile in ms, answers that were no 200)."""
    taken, refused, end = [], [], time.monotonic() + seconds

    def client(own):
        number = 0
        while time.monotonic() < end:
            start = time.monotonic()
            try:
                status = get(port, question(own, number))
            except OSError:
                status = 0
            taken.append((time.monotonic() - start) * 1000)
            refused.extend([status] * (status != 200))
            number += 1

    clients = [threading.Thread(target=client, args=[own]) for own in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    cuts = statistics.quantiles(taken, n=20)
    return len(taken) / seconds, cuts[9], cuts[18], len(refused)


def memory(process):
    """MiB of a process and all that it started, shared pages counted once (PSS)."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(memory(int(child)) for child in children)


def report(measured):
    print("| asked | server | answers/s | p50 ms | p95 ms | not answered by 200 |\n|---|---|---:|---:|---:|---:|")
    for (kind, name), rounds in sorted(measured.items()):
        if kind == "memory":
            print(f"| memory, MiB (PSS) | {name} | {statistics.median(rounds):.0f} | | | |")
            continue
        rate, median, late, refused = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"| {kind} | {name} | {rate:.0f} | {median:.0f} | {late:.0f} | {refused:.0f} |")


if __name__ == "__main__":
    main(sys.argv[1], *(float(seconds) for seconds in sys.argv[2:]))
