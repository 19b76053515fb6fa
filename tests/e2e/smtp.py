"""A mail server for the tests (python3-aiosmtpd).

usage: smtp.py PORTFILE FOLDER

Listens on 127.0.0.1 and writes each mail, with its envelope in two header
lines before it, to FOLDER/1, FOLDER/2, ... While FOLDER/refuse is there every
mail is refused with the SMTP reply that file holds (default 451).
"""
import asyncio
import os
import sys

from aiosmtpd.smtp import SMTP


class Box:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        refuse = os.path.join(self.folder, "refuse")
        if os.path.exists(refuse):
            with open(refuse) as f:
                return f.read().strip() or "451 come back later"
        self.count += 1
        path = os.path.join(self.folder, str(self.count))
        with open(path + ".new", "wb") as f:
            f.write(b"X-Envelope-From: %s\n" % envelope.mail_from.encode())
            for to in envelope.rcpt_tos:
                f.write(b"X-Envelope-To: %s\n" % to.encode())
            f.write(envelope.content)
        os.rename(path + ".new", path)
        return "250 kept as %d" % self.count


async def serve(portfile, folder):
    box = Box(folder)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(box, enable_SMTPUTF8=True, ident="test"), "127.0.0.1", 0)
    with open(portfile + ".new", "w") as f:
        print(server.sockets[0].getsockname()[1], file=f)
    os.rename(portfile + ".new", portfile)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2]))
