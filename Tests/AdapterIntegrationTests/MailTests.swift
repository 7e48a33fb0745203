import Domain
import Foundation
import Mail
import Settings
import Testing

@testable import AdapterKit

/// The mail adapter and a real SMTP server, aiosmtpd of the Python that has it.
@Suite(.serialized, .enabled(if: Rig.isThere)) struct `The mail adapter` {
    private func adapter(_ sink: SMTPSink) throws -> MailAdapter {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "mail-\(UUID().uuidString).toml")
        defer { try? FileManager.default.removeItem(at: file) }
        let text = """
            url = "smtps://127.0.0.1:\(sink.port)"
            from = "Отдел заботы <crm@example.test>"
            reply_to = "care@example.test"
            ca_file = "\(sink.certificate)"
            allow_private = true
            """
        try Data(text.utf8).write(to: file)
        let settings = try OtherFile.load(file.path(), environment: [:]) { MailSettings($0) }
        return MailAdapter(try #require(settings))
    }

    private func mail(_ addresses: String..., subject: String = "Тема") -> [String: Value] {
        [
            "to": .list(addresses.map(Value.text)), "template": .text("t"),
            "subject": .text(subject), "html": .text("<p>Привет"), "text": .text("Привет"),
        ]
    }

    @Test func `sends one mail a recipient and tells of each`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let sink = try SMTPSink()
        defer { sink.stop() }
        try rig.running(try adapter(sink)) {
            try rig.send(
                "m1",
                "mail.send",
                data: mail("anna@a.test", "boris@b.test", subject: "Тема\r\nBcc: x@y.test")
            )
            let told = try [rig.nextEvent(), rig.nextEvent()].map { $0["data"]["to"].text ?? "" }
            #expect(Set(told) == ["anna@a.test", "boris@b.test"])
        }
        let mails = try sink.mails()
        #expect(mails.count == 2)
        #expect(mails.allSatisfy { $0["to"].elements.count == 1 })
        #expect(!mails.contains { $0["raw"].text?.contains("\nBcc:") == true })
    }

    @Test func `tells what the relay refuses for good, and goes on`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let sink = try SMTPSink()
        defer { sink.stop() }
        try rig.running(try adapter(sink)) {
            try rig.send("m1", "mail.send", data: mail("nobody@a.test"))
            let failed = try rig.nextEvent()
            #expect(failed["type"] == .text("command.failed"))
            #expect(failed["data"]["code"] == .text("550"))
            #expect(failed["data"]["reason"].text?.contains("No such user") == true)
            try rig.send("m2", "mail.send", data: mail("later@a.test"))
            #expect(try rig.nextEvent()["type"] == .text("mail.delivered"))
        }
    }
}

/// An SMTP server with TLS in a process: it refuses `nobody@` and takes `later@` the second time.
final class SMTPSink {
    private let child: Child
    private let folder: URL
    let port: Int
    var certificate: String { folder.appending(path: "sink.pem").path() }

    private static let script = """
        import asyncio, json, pathlib, ssl, sys
        from aiosmtpd.smtp import SMTP
        folder = pathlib.Path(sys.argv[1])
        seen = set()
        class Sink:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("nobody@"):
                    return "550 5.1.1 No such user here"
                if address.startswith("later@") and address not in seen:
                    seen.add(address)
                    return "451 4.7.1 Try again"
                envelope.rcpt_tos.append(address)
                return "250 OK"
            async def handle_DATA(self, server, session, envelope):
                with open(folder / "mails", "a") as file:
                    raw = envelope.content.decode(errors="replace")
                    file.write(json.dumps({"to": envelope.rcpt_tos, "raw": raw}) + "\\n")
                return "250 OK"
        async def main():
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(folder / "sink.pem", folder / "sink.key")
            loop = asyncio.get_running_loop()
            server = await loop.create_server(
                lambda: SMTP(Sink(), loop=loop), "127.0.0.1", 0, ssl=context)
            print(server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()
        asyncio.run(main())
        """

    /// The Python that has aiosmtpd: of a virtual environment, or the system's.
    private static let python: String? = {
        let named = ProcessInfo.processInfo.environment["BATON_TEST_PYTHON"]
        return [named, "python3", "/usr/bin/python3"].compactMap(\.self).first { python in
            Child.run([python, "-c", "import aiosmtpd"]) == 0
        }
    }()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sink-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let made = Child.run([
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
            folder.appending(path: "sink.key").path(), "-out",
            folder.appending(path: "sink.pem").path(),
        ])
        try #require(made == 0, "openssl made no certificate")
        let script = folder.appending(path: "sink.py")
        try Data(Self.script.utf8).write(to: script)
        child = try Child([try #require(Self.python), script.path(), folder.path()])
        port = try #require(Int(try child.firstLine()))
    }

    /// What it has taken, in order.
    func mails() throws -> [Value] {
        let text = try String(contentsOf: folder.appending(path: "mails"), encoding: .utf8)
        return text.split(separator: "\n").map { Value(json: Array($0.utf8)) }
    }

    /// Ends the process and removes what it has kept.
    func stop() {
        child.stop()
        try? FileManager.default.removeItem(at: folder)
    }
}
