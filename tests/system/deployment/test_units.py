"""The unit files, the log rotation and the commands of the timers are as systemd, logrotate and the portal want them."""

import re
import shutil
import subprocess
import sys

import pytest

from . import guide

UNITS = sorted(path.name for path in (guide.DEPLOY / "systemd").glob("baliportal*"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_takes_every_unit_without_a_word(tmp_path):
    for name in UNITS:
        (tmp_path / name).write_text(guide.unit(name))
    command = ["systemd-analyze", "verify", *(tmp_path / name for name in UNITS)]
    verified = subprocess.run(command, capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("logrotate", path="/usr/sbin"), reason="logrotate is not installed here")
def test_logrotate_understands_the_rotation(tmp_path):
    command = ["/usr/sbin/logrotate", "--debug", "--state", tmp_path / "state", guide.DEPLOY / "logrotate/baliportal"]
    tried = subprocess.run(command, capture_output=True, text=True)
    assert tried.returncode == 0
    assert "error:" not in tried.stderr.replace("skipping", "")


def test_the_script_of_operators_has_the_environment_of_the_service(deployment, tmp_path):
    settings = "\n".join(f"{name}={value}" for name, value in deployment.environment.items())
    (tmp_path / "portal.env").write_text(f"# a comment\n\n{settings}\nMAIL_FROM=The portal <portal@portal.example>\n")
    script = guide.placed((guide.DEPLOY / "portal").read_text())
    script = script.replace("/etc/baliportal", str(tmp_path)).replace(
        "runuser -u baliportal -- .venv/bin/python", sys.executable
    )
    question = "from django.conf import settings as s; print(s.PRODUCTION, s.DATABASES['default']['NAME'], s.DEFAULT_FROM_EMAIL)"
    command = ["sh", "-c", script, "portal", "shell", "--no-imports", "-c", question]
    ran = subprocess.run(command, env={}, capture_output=True, text=True)
    assert ran.stdout == "True baliportal The portal <portal@portal.example>\n", ran.stderr


def test_the_timer_of_housekeeping_does_every_job(deployment):
    ran = deployment.run(guide.command("ExecStart", guide.unit("baliportal-housekeeping.service")))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "links: off: set LINK_CHECKS=1" in ran.stdout


def test_the_timer_of_the_backup_makes_one_and_the_metrics_tell_its_age(deployment):
    assert age_of_backup(deployment) == []
    ran = deployment.run(guide.command("ExecStart", guide.unit("baliportal-backup.service")))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (made,) = (deployment.directory / "backups/sets").glob("*/database.pgdump")
    assert made.read_bytes()[:5] == b"PGDMP"
    assert len(age_of_backup(deployment)) == 1


def age_of_backup(deployment):
    operator = {"Authorization": f"Bearer {deployment.environment['PORTAL_METRICS_TOKEN']}"}
    text = deployment.ask("/metrics", headers=operator, port="portal").text
    return re.findall(r"^portal_backup_age_seconds (\S+)$", text, re.MULTILINE)
