"""What a user may give: each check answers in one sentence with what was given and what is accepted."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NoReturn

import click

MAX_DIGITS = 200
MAX_COUNT = 60
_NUMBER = re.compile(r"[+-]?\d+(/\d+)?|[+-]?(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d+)?")


class Refusal(click.ClickException):
    """One sentence on stderr, and an exit code."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(" ".join(sentence.split()))
        self.exit_code = code  # type: ignore[misc]


def refuse(sentence: str, code: int = 2) -> NoReturn:
    """End with one sentence on stderr."""
    raise Refusal(sentence, code)


def whole(text: str, option: str, low: int, high: int) -> int:
    """A whole number in a range."""
    given = text.strip()  # it takes away more than int does
    if not re.fullmatch(r"[+-]?\d{1,18}", given) or not low <= int(given) <= high:
        refuse(f"{option} must be a whole number from {low} to {high}, got {text!r}")
    return int(given)


def number(text: str, option: str) -> str:
    """A decimal or a fraction, as text: it is taken exactly."""
    given = text.strip().replace("−", "-")
    if not _NUMBER.fullmatch(given):
        why = (
            " (it must be finite)" if re.fullmatch(r"[+-]?(nan|inf|infinity)", given, re.I) else ""
        )
        refuse(
            f"{option} must be a decimal or a fraction such as -5.125, 1e-3 or -41/8, got {text!r}{why}"
        )
    if re.search(r"/0+$", given):
        refuse(f"{option} must be a number, got {text!r}, which divides by zero")
    return given


def choice(text: str, option: str, accepted: tuple[str, ...]) -> str:
    """One of a few words."""
    if text not in accepted:
        near = get_close_matches(text, accepted, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        refuse(f"{option} must be {' or '.join(accepted)}, got {text!r}{hint}")
    return text
