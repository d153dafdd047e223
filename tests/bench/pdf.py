"""The PDF of a three-page pledge: against bare WeasyPrint on the same HTML, and against programs started cold."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from commitments import document
from commitments.exports import json
from commitments.exports.pdf import frames, pages
from commitments.exports.pdf.child import NICENESS
from commitments.exports.pdf.engine import STYLESHEET
from commitments.exports.pdf.renderer import FONTS_CONF, PROJECT, Renderer
from commitments.models import Pledge
from tests.bench.measure import Table

ROUNDS, COLD_ROUNDS = 25, 5
BARE_LIMIT, COLD_LIMIT = 1.15, 3


@dataclass
class Best:
    """The least seconds of some repetitions, by the clock and of the rendering process's CPU."""

    wall: float = float("inf")
    cpu: float = float("inf")

    def take(self, wall: float, cpu: float) -> None:
        self.wall, self.cpu = min(self.wall, wall), min(self.cpu, cpu)


def measure(table: Table, pledge: Pledge) -> None:
    """Add the figures of the PDF to the table."""
    doc = document.build(pledge)
    html, attachment = pages.page(doc), json.render(doc)
    renderer = Renderer()
    with bare_weasyprint() as bare:

        def product() -> bytes:
            return renderer.render(html, attachment)

        def plain() -> bytes:
            assert bare.stdin
            assert bare.stdout
            frames.write(bare.stdin, html.encode())
            return frames.read(bare.stdout)[0]

        made = product()
        table.count("PDF: pages", _pages(made))
        table.count("PDF: pages, bare WeasyPrint", _pages(plain()))
        assert renderer.pid
        ours, theirs = Best(), Best()
        for _ in range(ROUNDS):
            ours.take(*_timed(product, renderer.pid))
            theirs.take(*_timed(plain, bare.pid))
        table.ratio("PDF / bare WeasyPrint, by the clock", ours.wall / theirs.wall, at_most=BARE_LIMIT)
        table.ratio("PDF / bare WeasyPrint, CPU of the process", ours.cpu / theirs.cpu, at_most=BARE_LIMIT)
        _against_cold_programs(table, html, product, renderer.pid)
    renderer.stop()


@contextmanager
def bare_weasyprint() -> Iterator[subprocess.Popen[bytes]]:
    """Start the process of bare.py, with the same fonts and at the same priority as the product's."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS_CONF), "PYTHONHASHSEED": "0"}
    command = ["nice", "-n", str(NICENESS), sys.executable, "-m", "tests.bench.bare"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT, env=environment
    ) as process:
        assert process.stdout
        frames.read(process.stdout)
        yield process
        process.kill()


def _against_cold_programs(table: Table, html: str, product: Callable[[], bytes], pid: int) -> None:
    # The same page with the same style: what bare WeasyPrint is handed as a parsed stylesheet stands in the page.
    styled = html.replace("</head>", f"<style>{STYLESHEET.read_text()}</style></head>")
    programs = {"headless Chromium": chromium, "LibreOffice": libreoffice}
    for name, start in programs.items():
        figure = f"{name}, cold / PDF, by the clock"
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "pledge.html"
            page.write_text(styled)
            command = start(page)
            if not command:
                table.missing(figure, f">= {COLD_LIMIT}", name)
                continue
            ours, theirs = Best(), Best()
            for turn in range(COLD_ROUNDS):
                ours.take(*_timed(product, pid))
                theirs.take(_cold(command, page.with_suffix(".pdf"), Path(folder) / f"profile{turn}"), 0)
            table.ratio(figure, theirs.wall / ours.wall, at_least=COLD_LIMIT)


def chromium(page: Path) -> list[str]:
    """Return the command that prints a page with Chromium, {profile} for its profile's folder; or nothing."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir={profile}"]
    return [program, *options, f"--print-to-pdf={page.with_suffix('.pdf')}", page.as_uri()] if program else []


def libreoffice(page: Path) -> list[str]:
    """Return the command that converts a page with LibreOffice, {profile} for its profile's folder; or nothing."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    options = ["-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    return [program, *options, str(page.parent), str(page)] if program else []


def _cold(command: list[str], result: Path, profile: Path) -> float:
    """Start a program with a new profile, and return the seconds until its PDF is there."""
    result.unlink(missing_ok=True)
    start = time.perf_counter()
    subprocess.run(
        [part.replace("{profile}", str(profile)) for part in command], check=True, capture_output=True, timeout=120
    )
    seconds = time.perf_counter() - start
    if not result.read_bytes().startswith(b"%PDF"):
        raise RuntimeError(f"{command[0]} made no PDF")
    return seconds


def _timed(task: Callable[[], bytes], pid: int) -> tuple[float, float]:
    used, start = _cpu_of(pid), time.perf_counter()
    task()
    return time.perf_counter() - start, _cpu_of(pid) - used


def _cpu_of(pid: int) -> float:
    """Return the CPU seconds of another process, of all its threads (what clock_getcpuclockid(3) makes of a number)."""
    return time.clock_gettime(~pid << 3 | 2)


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as opened:
        return len(opened.pages)
