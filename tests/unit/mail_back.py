"""Reads a mail on standard input, prints what a reader's program sees in it.

Part of test_mail_compose.c: a second opinion on what tracker composes.
"""
import email
import email.policy
import sys

raw = sys.stdin.buffer.read()
assert b"\n" not in raw.replace(b"\r\n", b""), "bare line feed"
assert b"\r" not in raw.replace(b"\r\n", b""), "bare carriage return"
lines = raw.split(b"\r\n")
assert max(map(len, lines)) <= 998, "line over 998 bytes"
head = lines[:lines.index(b"")]
assert max(map(len, head)) <= 200, "header line not folded"
assert all(line.isascii() for line in head), "raw header"
assert all(len(line) <= 76 for line in lines[lines.index(b""):]), "long line"

mail = email.message_from_bytes(raw, policy=email.policy.default)
for part in mail.walk():
    assert not part.defects, part.defects
for name, value in mail.items():
    if name not in ("Message-ID", "Content-Type"):
        print("%s: %s" % (name, value))
for want in ("plain", "html"):
    part = mail.get_body((want,))
    if part is not None:
        print("%s: %r" % (want, part.get_content().replace("\r\n", "\n")))
print("parts: %d" % sum(1 for _ in mail.walk()))
