"""A web server with bad manners, for the tests; standard library only.

usage: rude.py PORTFILE    listens on 127.0.0.1, writes its port there.
Every request is a line "METHOD PATH TIME" on standard output.

Beside NAME.port a file NAME.robots is the answer to /robots.txt, and NAME.all to
everything: a status, header fields a line each, an empty line, the body.
"""
import gzip
import os
import socketserver
import sys
import time
import zlib
from http.server import BaseHTTPRequestHandler

MIB = 1 << 20
WORDS = ("The harbour master of Little Tarrow said on Wednesday that nine "
         "boats had been lifted out of the water before the storm. ")
PAGE = ("<html><head><title>Boats</title></head><body><article>"
        "<h1>Boats lifted before the storm</h1>%s</article></body></html>")


def page(paragraphs=6):
    return (PAGE % ("<p>%s</p>" % (WORDS * 2) * paragraphs)).encode()


def rss(links):
    items = "".join("<item><title>Item %d</title><link>%s</link></item>\n"
                    % (i, link) for i, link in enumerate(links))
    return ('<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>'
            "<link>/</link>%s</channel></rss>" % items).encode()


def bomb(size):
    """A gzip file of `size` spaces-to-be, about a thousandth of it long."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    # After a full flush a block stands alone, so it can be repeated.
    block = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    return head + block * (size // MIB) + b"\x03\x00" + bytes(8)


class Rude(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def send(self, body, status=200, ctype="text/html", **headers):
        self.send_response(status)
        if ctype:
            self.send_header("Content-Type", ctype)
        headers.setdefault("Content_Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    # ---- one method a path ------------------------------------------------

    def do_ok(self, arg):
        self.send(page())

    def do_hang(self, arg):
        """Never answers."""
        time.sleep(600)

    def do_drip(self, arg):
        """A byte a fifth of a second, for ever."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(MIB))
        self.end_headers()
        for byte in page():
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.2)

    def do_self(self, arg):
        """Redirects to itself."""
        self.send(b"", 302, Location="/self")

    def do_loop(self, arg):
        """Redirects to a new address each time."""
        self.send(b"", 302, Location="/loop/%d" % (int(arg or 0) + 1))

    def do_hops(self, arg):
        """As many redirects as asked, then a page."""
        left = int(arg or 0)
        if left:
            self.send(b"", 301, Location="/hops/%d" % (left - 1))
        else:
            self.send(page())

    def do_escape(self, arg):
        """Redirects out of the web."""
        self.send(b"", 302, Location="file:///etc/passwd")

    def do_bomb(self, arg):
        """A few MB that unpack to ten thousand."""
        self.send(bomb(10000 * MIB), Content_Encoding="gzip")

    def do_bombfeed(self, arg):
        self.send(bomb(1000 * MIB), ctype="application/rss+xml",
                  Content_Encoding="gzip")

    def do_notgzip(self, arg):
        self.send(page(), Content_Encoding="gzip")

    def do_cutgzip(self, arg):
        """All that is announced comes, and is half of a gzip."""
        packed = gzip.compress(page())
        self.send(packed[:len(packed) // 2], Content_Encoding="gzip")

    def do_brotli(self, arg):
        """Packed as nobody asked for."""
        self.send(b"\x8b\x03\x80news\x03", Content_Encoding="br")

    def do_twogzip(self, arg):
        """One body of two members, and rubbish after it."""
        text = page()
        self.send(gzip.compress(text[:90]) + gzip.compress(text[90:]) +
                  b"\0" * 64, Content_Encoding="gzip")

    def do_nonsense(self, arg):
        """A coding that is none."""
        self.send(page(), Content_Encoding="utf-8")

    def do_huge(self, arg):
        """200 MB, announced."""
        self.flood(announced=True)

    def do_hugechunked(self, arg):
        """200 MB, not announced."""
        self.flood(announced=False)

    def flood(self, announced):
        body = (("<p>%s</p>\n" % WORDS).encode() * 8000)[:MIB]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if announced:
            self.send_header("Content-Length", str(200 * MIB))
        else:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for _ in range(200):
            if announced:
                self.wfile.write(body)
            else:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
        if not announced:
            self.wfile.write(b"0\r\n\r\n")

    def do_short(self, arg):
        """Announces more than it sends."""
        body = page()
        self.send(body, Content_Length=str(len(body) + 5000))
        self.close_connection = True

    def do_long(self, arg):
        """Sends more than it announces."""
        body = page()
        self.send(body + b"x" * 5000, Content_Length=str(len(body)),
                  Connection="close")
        self.close_connection = True

    def do_nothing(self, arg):
        """Hangs up without a word."""
        self.close_connection = True

    def do_garbage(self, arg):
        self.wfile.write(b"\x00\xff\x1b[31mSSH-2.0-not-http\r\n\r\n" * 20)
        self.close_connection = True

    def do_headers(self, arg):
        """Headers without end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for i in range(20000):
            self.wfile.write(b"X-Filler-%d: %s\r\n" % (i, b"y" * 200))
        self.wfile.write(b"\r\n")
        self.close_connection = True

    def do_to(self, arg):
        """Redirects: /to/ok to /ok, /to/http:~~host~x to another server."""
        arg = arg.replace("~", "/")
        self.send(b"", 302, Location=arg if "://" in arg else "/" + arg)

    def do_login(self, arg):
        """For those with a name and password."""
        known = self.headers.get("Authorization", "").startswith("Basic ")
        self.send(page(), 200 if known else 401)

    def do_status(self, arg):
        self.send(b"<html><body><h1>No</h1></body></html>", int(arg))

    def do_later(self, arg):
        """429: come back in an hour."""
        self.send(b"slow down", 429, "text/plain", Retry_After="3600")

    def do_unasked(self, arg):
        """Not modified, whatever was asked."""
        self.send_response(304)
        self.end_headers()

    def do_never(self, arg):
        """503: come back at the end of time."""
        self.send(b"busy", 503, "text/plain",
                  Retry_After="9223372036854775807")

    def do_charset(self, arg):
        """A charset nobody has heard of, round good UTF-8."""
        self.send(page().replace(b"Boats", "Böats".encode()),
                  ctype="text/html; charset=x-klingon-8")

    def do_liar(self, arg):
        """Says UTF-8 and is not, with bytes that are nothing at all."""
        self.send(page().replace(b"boats", b"b\xf6\xe4ts\xff\xfe\x80"),
                  ctype="text/html; charset=utf-8")

    def do_deep(self, arg):
        """Ten thousand nested elements round each paragraph."""
        text = "<p>%s</p>" % (WORDS * 2)
        self.send((PAGE % ("<div>" * 10000 + text * 6 + "</div>" * 10000))
                  .encode())

    def do_unclosed(self, arg):
        """Half a million tags that nothing closes."""
        self.send(b"<b><i><font><table><td>" * 100000 + page())

    def do_binary(self, arg):
        self.send(bytes(range(256)) * 4000, ctype="text/html")

    def do_image(self, arg):
        self.send(b"\x89PNG\r\n\x1a\n" + bytes(5000), ctype="image/png")

    def do_empty(self, arg):
        self.send(b"")

    def do_terminal(self, arg):
        """A headline that would like to own the terminal."""
        evil = "\x1b]0;owned\x07\x1b[31mBoats\x9b2J \u202eegami"
        self.send(page().replace(b"Boats lifted", evil.encode())
                  .replace(b"harbour master",
                           b"<script>alert(1)</script>&lt;b&gt;master"))

    def do_manyfeed(self, arg):
        """A feed of a hundred thousand items."""
        self.send(rss("/item/%d" % i for i in range(100000)),
                  ctype="application/rss+xml")

    def do_htmlfeed(self, arg):
        self.send(page(), ctype="application/rss+xml")

    def do_badfeed(self, arg):
        """XML that is not well-formed, with items a reader would still see."""
        body = rss(["/ok/1", "/ok/2"])
        self.send(body.replace(b"</item>", b"& <broken </item>", 1)
                  .replace(b"</channel></rss>", b""),
                  ctype="application/rss+xml")

    def do_entities(self, arg):
        """Billion laughs."""
        lines = ['<!ENTITY l0 "lol lol lol lol lol lol lol lol lol lol">']
        for i in range(1, 12):
            lines.append('<!ENTITY l%d "%s">' % (i, ("&l%d;" % (i - 1)) * 10))
        self.send(("<?xml version='1.0'?><!DOCTYPE rss [%s]><rss version='2.0'>"
                   "<channel><title>&l11;</title><item><title>&l11;</title>"
                   "<link>/ok/1</link></item></channel></rss>"
                   % "".join(lines)).encode(), ctype="application/rss+xml")

    def do_xxe(self, arg):
        """A feed that wants to read a local file."""
        self.send(b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM "
                  b"'file:///etc/passwd'>]><rss version='2.0'><channel>"
                  b"<title>&x;</title><item><title>&x;</title>"
                  b"<link>/ok/1</link></item></channel></rss>",
                  ctype="application/rss+xml")

    def do_feedof(self, arg):
        """A feed of pages of this server: /feedof/hang,ok,bomb"""
        self.send(rss("/" + name.replace("~", "/") for name in arg.split(",")),
                  ctype="application/rss+xml")

    def canned(self):
        """The answer of a file, when there is one."""
        for name in ("all", "robots"):
            path = "%s.%s" % (sys.argv[1].rsplit(".", 1)[0], name)
            if os.path.exists(path) and (name == "all" or
                                         self.path == "/robots.txt"):
                break
        else:
            return False
        with open(path, "rb") as f:
            head, _, body = f.read().partition(b"\n\n")
        status, *fields = head.decode().split("\n")
        self.send(body, int(status), "text/plain",
                  **dict(field.split(": ", 1) for field in fields if field))
        return True

    def do_GET(self):
        print(self.command, self.path, "%.3f" % time.monotonic(), flush=True)
        name, _, arg = self.path.lstrip("/").partition("/")
        handler = getattr(self, "do_" + name, None)
        try:
            if self.canned():
                pass
            elif handler is None:
                self.send(b"", 404)
            else:
                handler(arg)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128


if __name__ == "__main__":
    with Server(("127.0.0.1", 0), Rude) as server:
        with open(sys.argv[1] + ".new", "w") as f:
            print(server.server_address[1], file=f)
        os.rename(sys.argv[1] + ".new", sys.argv[1])
        server.serve_forever()
