"""Encrypting with age, a small program of Debian: whoever has the key opens the file with it, without us.

gpg would do as well, but for its key rings and agents; `backup -` writes where any program can read it.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

BEGINS = b"age-encryption.org/v1"
"""An encrypted file; armoured ones are not ours"""


class SealingError(Exception):
    """age is missing, or refused. Its text is a sentence."""


@contextmanager
def encrypting(file: IO[bytes], recipients: Sequence[str]) -> Iterator[IO[bytes]]:
    """Give what is written on, encrypted, to a file. A recipient is a public key, or a file of public keys."""
    names = [("--recipients-file" if Path(one).is_file() else "--recipient", one) for one in recipients]
    command = [_program(), "--encrypt", *(word for pair in names for word in pair)]
    with tempfile.TemporaryFile() as said:
        age = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=file, stderr=said)  # noqa: S603  no shell
        assert age.stdin is not None  # noqa: S101  it is a pipe
        is_cut_off = False
        try:
            yield age.stdin
            age.stdin.close()
        except BrokenPipeError:  # it refused, and says why
            is_cut_off = True
        finally:
            with suppress(BrokenPipeError):
                age.stdin.close()
            age.wait()
        if age.returncode or is_cut_off:
            said.seek(0)
            raise SealingError(f"The backup was not encrypted: {_reason(said.read())}")


@contextmanager
def opened(path: Path, identity: str | None) -> Iterator[IO[bytes]]:
    """Give a file, decrypted where it is encrypted. `identity` is the file of the private key.

    The decrypted file has no name, and is gone with this process. Raises OSError and SealingError.
    """
    with path.open("rb") as file:
        if file.read(len(BEGINS)) != BEGINS:
            file.seek(0)
            yield file
            return
    if not identity:
        raise SealingError("The backup is encrypted. Name the file of the private key: --identity FILE")
    with tempfile.TemporaryFile() as plain:
        command = [_program(), "--decrypt", "--identity", identity, "--", str(path)]
        ended = subprocess.run(command, stdout=plain, stderr=subprocess.PIPE, check=False)  # noqa: S603  no shell
        if ended.returncode:
            raise SealingError(f"The backup can't be decrypted: {_reason(ended.stderr)}")
        plain.seek(0)
        yield plain


def _program() -> str:
    found = shutil.which("age")
    if not found:
        raise SealingError("age, which encrypts, is missing. Install it with: sudo apt-get install age")
    return found


def _reason(said: bytes) -> str:
    """Return what age says first, as one line."""
    first = said.decode(errors="replace").strip().partition("\n")[0]
    return first.removeprefix("age: ").removeprefix("error: ") or "age says no reason."
