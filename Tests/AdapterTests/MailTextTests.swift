import Domain
import Foundation
import Testing

@testable import Mail

/// The text of a mail.
@Suite struct `A mail` {
    private func mail(
        subject: String = "Тема",
        text: String = "Привет",
        html: String = "<p>Привет",
        attachments: [MailText.Attachment] = []
    ) throws -> String {
        let text = MailText(
            from: try #require(Mailbox("Отдел заботы <crm@example.ru>")),
            replyTo: Mailbox("care@example.ru"),
            to: "anna@client.test",
            subject: subject,
            html: html,
            text: text,
            attachments: attachments,
            messageID: MailText.messageID(
                command: "c1",
                to: "anna@client.test",
                domain: "example.ru"
            ),
            date: Date(timeIntervalSince1970: 1_700_000_000)
        )
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test func `has the headers that relays and people need`() throws {
        let text = try mail()
        #expect(text.contains("Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"))
        #expect(text.contains("To: <anna@client.test>\r\n"))
        #expect(text.contains("Reply-To: <care@example.ru>\r\n"))
        #expect(text.contains("MIME-Version: 1.0\r\n"))
        #expect(text.contains(" <crm@example.ru>\r\n"))
        #expect(text.contains("multipart/alternative"))
    }

    @Test func `ends every line with CR and LF, none longer than 998 bytes`() throws {
        let text = try mail(
            subject: String(repeating: "Очень длинная тема ", count: 40),
            text: String(repeating: "слово ", count: 500)
        )
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
        #expect(lines.allSatisfy { $0.utf8.count <= 100 })
    }

    @Test func `has the same id for the same command and address, whatever their case`() {
        let first = MailText.messageID(command: "c1", to: "Anna@a.test", domain: "d")
        #expect(first == MailText.messageID(command: "c1", to: "anna@a.test", domain: "d"))
        #expect(first != MailText.messageID(command: "c2", to: "anna@a.test", domain: "d"))
        #expect(first != MailText.messageID(command: "c1", to: "boris@a.test", domain: "d"))
    }

    @Test func `lets no line break into a header`() {
        #expect(MailAdapter.onOneLine("a\r\nBcc: b\u{0}c") == "a Bcc: b c")
    }

    @Test func `names an attachment in any script`() throws {
        let text = try mail(
            attachments: [
                MailText.Attachment(name: "отчёт.csv", mediaType: "text/csv", content: [1, 2, 3])
            ]
        )
        #expect(text.contains("multipart/mixed"))
        #expect(text.contains("filename*=UTF-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.csv"))
        #expect(text.contains("AQID"))
    }

    @Test(arguments: ["", "a", "a@b <c", "A\r\n <a@b.test>", "<a@b.test>, <c@d.test>"])
    func `is from nobody but one address`(text: String) {
        #expect(Mailbox(text) == nil)
    }
}
