import Domain
import Foundation
import Mail
import Testing

@testable import AdapterKit

/// The mail adapter and a real SMTP server, aiosmtpd of the Python that has it.
@Suite(.serialized, .enabled(if: Rig.isThere)) struct `The mail adapter` {
    private func adapter(
        _ sink: MailServer,
        scheme: String = "smtps",
        _ more: String = ""
    ) throws -> MailAdapter {
        let text = """
            url = "\(scheme)://127.0.0.1:\(sink.port)"
            from = "Отдел заботы <crm@example.test>"
            reply_to = "care@example.test"
            ca_file = "\(sink.certificate)"
            allow_private = true
            \(more)
            """
        return MailAdapter(
            try Adapters.settings(text) { MailSettings($0) },
            isShadow: false,
            logger: Adapters.quiet
        )
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
        let sink = try MailServer()
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
        let ids = mails.compactMap { $0["headers"]["Message-ID"].text }
        #expect(Set(ids).count == 2)
    }

    @Test func `tells what the relay refuses for good, and goes on`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let sink = try MailServer()
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

    @Test func `logs in over STARTTLS, and says so where the password is wrong`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let sink = try MailServer("--starttls", "--login", "crm:right-password")
        defer { sink.stop() }
        let login = "user = \"crm\"\npassword = \"right-password\""
        try rig.running(try adapter(sink, scheme: "smtp", login)) {
            try rig.send("m1", "mail.send", data: mail("anna@a.test"))
            #expect(try rig.nextEvent()["type"] == .text("mail.delivered"))
        }
        let wrong = try adapter(sink, scheme: "smtp", "user = \"crm\"\npassword = \"wrong\"")
        let failure = #expect(throws: Failure.self) {
            try wrong.prepare(rig.ledger(), now: Date())
        }
        guard case .credentials(let reason) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(reason.contains("[mail] user and password"))
        #expect(!reason.contains("wrong"))
    }

    @Test func `repeats a mail of which the relay did not say that it took it, under its own id`()
        throws
    {
        let rig = try Rig()
        defer { rig.remove() }
        let sink = try MailServer()
        defer { sink.stop() }
        try rig.running(try adapter(sink)) {
            try rig.send("m1", "mail.send", data: mail("cut@a.test"))
            #expect(try rig.nextEvent()["type"] == .text("mail.delivered"))
        }
        let ids = try sink.mails().compactMap { $0["headers"]["Message-ID"].text }
        #expect(ids.count == 2)
        #expect(Set(ids).count == 1)
    }

    @Test func `puts it aside instead, where that is wanted`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let sink = try MailServer()
        defer { sink.stop() }
        try rig.running(try adapter(sink, "on_unclear = \"park\"")) {
            try rig.send("m1", "mail.send", data: mail("cut@a.test"))
            let failed = try rig.nextEvent()
            #expect(failed["data"]["code"] == .text("unclear"))
            #expect(failed["data"]["permanent"] == .bool(false))
        }
        #expect(try sink.mails().count == 1)
    }

    @Test func `only says what it would send, where it watches`() throws {
        let rig = try Rig()
        defer { rig.remove() }
        let sink = try MailServer()
        defer { sink.stop() }
        let text = """
            url = "smtps://127.0.0.1:\(sink.port)"
            from = "crm@example.test"
            ca_file = "\(sink.certificate)"
            allow_private = true
            """
        let watching = MailAdapter(
            try Adapters.settings(text) { MailSettings($0) },
            isShadow: true,
            logger: Adapters.quiet
        )
        try rig.running(watching) {
            try rig.send("m1", "mail.send", data: mail("anna@a.test"))
            try rig.until { try rig.state(of: "m1", "main/mail") == "done" }
        }
        #expect(try sink.mails().isEmpty)
    }
}

/// `deploy/dev/mailbox` as a process, with a folder of its own.
final class MailServer {
    private let script: Script
    private let folder: URL
    let port: Int
    let certificate: String

    init(_ arguments: String...) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "mails-\(UUID().uuidString)"
        )
        script = try Script("mailbox", [folder.path()] + arguments)
        port = try #require(script.said["port"].integer)
        certificate = try #require(script.said["ca"].text)
    }

    /// What it has taken, in order.
    func mails() throws -> [Value] {
        let file = folder.appending(path: "mails")
        guard FileManager.default.fileExists(atPath: file.path()) else { return [] }
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.split(separator: "\n").map { Value(json: Array($0.utf8)) }
    }

    /// Ends the process and removes what it has kept.
    func stop() {
        script.stop()
        try? FileManager.default.removeItem(at: folder)
    }
}
