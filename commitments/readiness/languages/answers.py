"""What was told of texts, kept by the hash of each: a bounded number, and no word of anybody's."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from commitments.readiness.languages.telling import Told


class Answers:
    """The answers for the texts that were asked for last. Safe to use from many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[bytes, Told] = OrderedDict()
        self._lock = Lock()

    def get(self, text: str, own: str = "") -> Told | None:
        """Return what was told of a text beside a language, if it is still known."""
        key = _key(text, own)
        with self._lock:
            told = self._kept.get(key)
            if told is not None:
                self._kept.move_to_end(key)
            return told

    def keep(self, text: str, told: Told, own: str = "") -> None:
        """Keep what was told of a text beside a language; what was asked for longest ago goes."""
        with self._lock:
            self._kept[_key(text, own)] = told
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Begin anew, after a fork too, when another thread may have held the lock."""
        self._lock = Lock()
        self._kept = OrderedDict()


def _key(text: str, own: str) -> bytes:
    return sha256(f"{own}\0{text}".encode(errors="surrogatepass")).digest()
