package import AdapterKit
package import Domain

/// Where mails go; section `[mail]` of an adapter's file.
package struct MailSettings: Sendable {
    /// `smtps://host:port` or, with STARTTLS required, `smtp://host:port`.
    package let url: SecretURL
    package let user: String?
    package let password: Secret?
    /// As people read it.
    package let from: Mailbox
    /// Who gets what people answer.
    package let replyTo: Mailbox?
    /// Who gets what can't be delivered; default the address of `from`.
    package let sender: String
    package let outward: OutwardSettings
    /// How long a mail is tried that the relay does not take.
    package let patience: Duration
    /// Where attachments may be fetched from.
    package let attachmentsFrom: [String]

    /// Nil where something is missing, which is reported.
    package init?(_ section: SectionReader) {
        let url = section.required(
            "url",
            .secretURL(schemes: ["smtps", "smtp"], example: "smtps://smtp.example.ru:465"),
            sample: "\"smtps://smtp.example.ru:465\"",
            "the relay: smtps:// for TLS at once, smtp:// for STARTTLS, which is then required"
        )
        user = section.optional("user", .text, sample: "\"crm@example.ru\"", "the login")
        password = section.optional(
            "password",
            .secret(bytesMin: 1),
            sample: "\"credential:baton_smtp\"",
            "its password"
        )
        let from = section.required(
            "from",
            .mailbox,
            sample: "\"Отдел заботы <crm@example.ru>\"",
            "who the mails are from"
        )
        replyTo = section.optional(
            "reply_to",
            .mailbox,
            sample: "\"care@example.ru\"",
            "a person who reads what clients answer"
        )
        let sender = section.optional(
            "sender",
            .mailbox,
            sample: "\"bounces@example.ru\"",
            "who hears of mails that come back; by default the address of from"
        )
        outward = OutwardSettings(section, timeout: .seconds(60))
        patience = section.value(
            "patience",
            .duration(.seconds(1) ... .seconds(30 * 86_400)),
            default: .seconds(5 * 86_400),
            "how long a mail is tried that the relay does not take"
        )
        attachmentsFrom = section.value(
            "attachments_from",
            Form.webAddress.list(),
            default: [],
            "the beginnings of addresses from which attachments may be fetched"
        )
        guard let url, let from else { return nil }
        self.url = url
        self.from = from
        self.sender = sender?.address ?? from.address
    }
}

/// A mailbox as mails name it: a name for people, and an address.
package struct Mailbox: Equatable, Hashable, Sendable {
    package let name: String
    package let address: String

    /// Reads `Name <address>` or an address alone; nil where it is neither.
    package init?(_ text: String) {
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return nil }
        if let (name, rest) = text.halves(at: "<") {
            guard rest.hasSuffix(">"), let address = Self.address(String(rest.dropLast())) else {
                return nil
            }
            self.name = name.trimmingPrefix(while: \.isWhitespace).description.trimmedEnd
            self.address = address
        } else {
            guard let address = Self.address(text) else { return nil }
            name = ""
            self.address = address
        }
    }

    private static func address(_ text: String) -> String? {
        EmailAddress(recipient: text) == nil ? nil : text
    }

    var written: String { name.isEmpty ? address : "\(name) <\(address)>" }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

extension Form where Value == Mailbox {
    static var mailbox: Self {
        .parsed(
            "an address such as \"Отдел заботы <crm@example.ru>\" or \"crm@example.ru\"",
            written: \.written,
            Mailbox.init
        )
    }
}
