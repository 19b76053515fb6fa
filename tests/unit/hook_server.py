"""A web server for test_hook.c and the end-to-end tests of hooks.

usage: hook_server.py [PEM] [FOLDER]

Prints its port, then a line for each POST: its path, id, timestamp, signature
and body. The path says what it answers: /204, /503 (with Retry-After: 120),
/302 (to /204), /slow (after 30 seconds), /cut (nothing). With PEM it speaks
TLS; with FOLDER it answers what the file FOLDER/answer says, if it is there,
and writes the lines to FOLDER/log, its port to FOLDER/port.
"""
import os
import ssl
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER = sys.argv[2] if len(sys.argv) > 2 else None


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def status(self):
        if FOLDER and os.path.exists(FOLDER + "/answer"):
            with open(FOLDER + "/answer") as f:
                return f.read().strip()
        return self.path.strip("/")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        line = " ".join((self.path, self.headers["webhook-id"] or "-",
                         self.headers["webhook-timestamp"] or "-",
                         self.headers["webhook-signature"] or "-",
                         self.headers["content-type"] or "-",
                         self.headers["user-agent"] or "-",
                         body.decode().strip()))
        if FOLDER:
            with open(FOLDER + "/log", "a") as f:
                print(line, file=f)
        else:
            print(line, flush=True)
        status = self.status()
        if status == "cut":
            self.connection.close()
            return
        if status == "slow":
            time.sleep(30)
        self.send_response(int(status) if status.isdigit() else 200)
        if status == "503":
            self.send_header("Retry-After", "120")
        if status == "302":
            self.send_header("Location", "/204")
        self.send_header("Content-Length", "0")
        self.end_headers()


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if len(sys.argv) > 1 and sys.argv[1]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1])
    server.socket = context.wrap_socket(server.socket, server_side=True)
port = server.socket.getsockname()[1]
if FOLDER:
    with open(FOLDER + "/port.new", "w") as f:
        print(port, file=f)
    os.rename(FOLDER + "/port.new", FOLDER + "/port")
else:
    print(port, flush=True)
server.serve_forever()
