"""What the three proofs share: where the gateway is, what is asked, and a runner that names what failed."""

import base64
import os
import struct
import sys
import traceback
import zlib

BASE = os.environ["POLYDESK_URL"]
KEY = os.environ["POLYDESK_AI_KEY"]
# One model of each provider: the same questions go to all of them.
MODELS = {"openai": "gpt-4o-mini", "anthropic": "claude-sonnet-4", "gemini": "gemini-2.5-flash"}
# Models whose only account is in trouble.
LIMITED, BROKEN, CUT = "limited-model", "broken-model", "cut-model"

THOUGHT = "Let me think about this."
WEATHER = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
    "required": ["city"],
}
ARGUMENTS = {"city": "杭州", "days": 3}
ANSWER = {"type": "object", "properties": {"title": {"type": "string"}, "sure": {"type": "boolean"}},
          "required": ["title", "sure"], "additionalProperties": False}
FILLED = {"title": "杭州", "sure": True}


def picture():
    """A PNG of one red pixel."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
            + chunk(b"IEND", b""))


PICTURE = picture()
PICTURE_BASE64 = base64.b64encode(PICTURE).decode()
SEEN = f"I see a image/png of {len(PICTURE)} bytes."


def equal(got, wanted):
    assert got == wanted, f"{got!r} is not {wanted!r}"


def raises(kind, call, status=None):
    try:
        call()
    except kind as error:
        if status is not None:
            equal(getattr(error, "status_code", None) or getattr(error, "code", None), status)
        return error
    raise AssertionError(f"{kind.__name__} was not raised")


def run(module):
    """Each function whose name begins with `each_` runs once per provider, each `test_` once."""
    cases = []
    for name, case in list(vars(module).items()):
        if name.startswith("test_"):
            cases.append((name, case))
        elif name.startswith("each_"):
            cases.extend((f"{name}[{provider}]", lambda c=case, m=model: c(m)) for provider, model in MODELS.items())
    failed = 0
    for name, case in cases:
        try:
            case()
            print(f"ok     {name}")
        except Exception:
            failed += 1
            print(f"FAILED {name}")
            traceback.print_exc(file=sys.stdout)
    print(f"{len(cases) - failed} of {len(cases)}")
    sys.exit(1 if failed or not cases else 0)
