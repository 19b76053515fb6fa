"""A real mail server for test_mail_server.c: python3-aiosmtpd.

usage: mail_server.py MODE PEM    MODE is plain, starttls or tls.

Prints its port, then, for each mail, one line: sender, recipient, user that
logged in ("-" for none) and the subject as Python reads it. In the modes with
TLS a log-in of desk / "pass word" is needed.
"""
import asyncio
import email
import email.policy
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Box:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content,
                                        policy=email.policy.default)
        user = session.auth_data.decode() if session.auth_data else "-"
        print(envelope.mail_from, envelope.rcpt_tos[0], user,
              mail["Subject"], flush=True)
        return "250 kept"


def login(server, session, envelope, mechanism, data):
    good = (isinstance(data, LoginPassword) and
            (data.login, data.password) == (b"desk", b"pass word"))
    return AuthResult(success=good, handled=False,
                      auth_data=data.login if good else None)


async def serve(mode, pem):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    more = {}
    if mode != "plain":
        more.update(authenticator=login, auth_required=True,
                    auth_require_tls=mode == "starttls")
    if mode == "starttls":
        more.update(tls_context=context, require_starttls=True)
    box = Box()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(box, ident="test", **more), "127.0.0.1", 0,
        ssl=context if mode == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2]))
