"""The euro sign of Chinese Windows: a byte 0x80 that GBK and GB 18030 do not know, and Excel writes all the same."""

from __future__ import annotations

import codecs
from typing import Final

STRICT: Final = "euro_sign"
"""Error handler of decoders: the byte 0x80 is a euro sign, anything else an error."""
LENIENT: Final = "euro_sign_or_replace"
"""Error handler of decoders: the byte 0x80 is a euro sign, anything else the replacement character."""
BYTE: Final = 0x80


def _strict(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == BYTE:
        return "€", error.start + 1
    raise error


def _lenient(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return ("€", error.start + 1) if error.object[error.start] == BYTE else ("\ufffd", error.end)


codecs.register_error(STRICT, _strict)
codecs.register_error(LENIENT, _lenient)
