"""A mail server for the tests (python3-aiosmtpd).

usage: smtp.py PORTFILE FOLDER

Listens on 127.0.0.1 and writes each mail, with its envelope in two header
lines before it, to FOLDER/1, FOLDER/2, ... It fails on cue: while one of these
files is there, its first line is the reply.

    refuse              to every text (default 451)
    greeting            to every connection, which then ends
    rcpt-ADDRESS        to RCPT for this address; "hangup" ends the connection
    data-ADDRESS        to a text for it; "take-and-die" keeps the mail and ends
                        the connection, "die" ends it, "silent" answers nothing
"""
import asyncio
import os
import sys

from aiosmtpd.smtp import SMTP


class Box:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def cue(self, name, default=None):
        try:
            with open(os.path.join(self.folder, name)) as f:
                return f.readline().strip() or default
        except FileNotFoundError:
            return None

    def hang_up(self, server):
        server.transport.abort()
        return "421 gone"

    async def handle_RCPT(self, server, session, envelope, address, options):
        cue = self.cue("rcpt-" + address)
        if cue == "hangup":
            return self.hang_up(server)
        if cue:
            return cue
        envelope.rcpt_tos.append(address)
        return "250 ok"

    def keep(self, envelope):
        self.count += 1
        path = os.path.join(self.folder, str(self.count))
        with open(path + ".new", "wb") as f:
            f.write(b"X-Envelope-From: %s\n" % envelope.mail_from.encode())
            for to in envelope.rcpt_tos:
                f.write(b"X-Envelope-To: %s\n" % to.encode())
            f.write(envelope.content)
        os.rename(path + ".new", path)

    async def handle_DATA(self, server, session, envelope):
        cue = self.cue("refuse", "451 come back later") or \
            self.cue("data-" + envelope.rcpt_tos[0])
        if cue == "silent":
            await asyncio.sleep(3600)
        if cue == "die":
            return self.hang_up(server)
        if cue and cue != "take-and-die":
            return cue
        self.keep(envelope)
        if cue:
            return self.hang_up(server)
        return "250 kept as %d" % self.count


class Server(SMTP):
    async def push(self, status):
        cue = self.event_handler.cue("greeting")
        if cue and str(status).startswith("220 "):
            await super().push(cue)
            self.transport.close()
            return
        await super().push(status)


async def serve(portfile, folder):
    box = Box(folder)
    server = await asyncio.get_running_loop().create_server(
        lambda: Server(box, enable_SMTPUTF8=True, ident="test"),
        "127.0.0.1", 0)
    with open(portfile + ".new", "w") as f:
        print(server.sockets[0].getsockname()[1], file=f)
    os.rename(portfile + ".new", portfile)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2]))
