import Crypto
import Domain
import Foundation

/// A mail as the wire carries it: RFC 5322 and MIME, lines ended by CR LF.
struct MailText {
    /// A file that goes along.
    struct Attachment: Equatable {
        let name: String
        let mediaType: String
        let content: [UInt8]
    }

    let from: Mailbox
    let replyTo: Mailbox?
    let to: String
    let subject: String
    let html: String
    let text: String
    let attachments: [Attachment]
    /// The same for every attempt at the same mail.
    let messageID: String
    let date: Date

    /// What tells repetitions apart from other mails: the command and the address.
    static func messageID(command: String, to address: String, domain: String) -> String {
        let digest = SHA256.hash(data: Data("\(command)\n\(address.lowercased())".utf8))
        return "<\(digest.prefix(16).hexadecimal)@\(domain)>"
    }

    /// The whole mail.
    var bytes: [UInt8] {
        var lines = [
            "Date: \(Self.rfc5322(date))",
            "From: \(Self.mailbox(from))",
            "To: <\(to)>",
        ]
        if let replyTo { lines.append("Reply-To: \(Self.mailbox(replyTo))") }
        lines += [
            "Message-ID: \(messageID)",
            Self.header("Subject", subject),
            "MIME-Version: 1.0",
            // Nobody's holiday notice is to answer a program.
            "Auto-Submitted: auto-generated",
        ]
        return Array((lines + body).joined(separator: "\r\n").utf8) + [0x0D, 0x0A]
    }

    private var body: [String] {
        let mixed = boundary("mixed")
        let alternative = alternativePart
        guard !attachments.isEmpty else { return alternative }
        return ["Content-Type: multipart/mixed; boundary=\"\(mixed)\"", "", "--\(mixed)"]
            + alternative
            + attachments.flatMap { ["--\(mixed)"] + Self.part($0) }
            + ["--\(mixed)--"]
    }

    private var alternativePart: [String] {
        if html.isEmpty { return Self.part(text, "text/plain") }
        if text.isEmpty { return Self.part(html, "text/html") }
        let boundary = boundary("alternative")
        return ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
            + ["--\(boundary)"] + Self.part(text, "text/plain")
            + ["--\(boundary)"] + Self.part(html, "text/html")
            + ["--\(boundary)--"]
    }

    /// Bodies are in base64, in whose alphabet there is no underscore.
    private func boundary(_ kind: String) -> String {
        let id = messageID.dropFirst().prefix(24)
        return "_\(kind)_\(id)"
    }

    private static func part(_ text: String, _ type: String) -> [String] {
        [
            "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", "",
        ] + base64(Array(text.utf8))
    }

    private static func part(_ attachment: Attachment) -> [String] {
        let name = attachment.name
        let encoded = percent(name)
        return [
            "Content-Type: \(attachment.mediaType)",
            "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment;",
            " filename*=UTF-8''\(encoded)",
            "",
        ] + base64(attachment.content)
    }

    private static func base64(_ bytes: [UInt8]) -> [String] {
        let text = Data(bytes).base64EncodedString()
        guard !text.isEmpty else { return [""] }
        var lines: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(76)))
            rest = rest.dropFirst(76)
        }
        return lines
    }

    // MARK: - Headers

    /// A header of free text; encoded words of RFC 2047 where it is not plain ASCII.
    static func header(_ name: String, _ text: String) -> String { "\(name): \(encoded(text))" }

    static func mailbox(_ mailbox: Mailbox) -> String {
        guard !mailbox.name.isEmpty else { return "<\(mailbox.address)>" }
        let isPlain = mailbox.name.unicodeScalars.allSatisfy { atom.contains($0) }
        let name = isPlain ? mailbox.name : words(mailbox.name)
        return "\(name) <\(mailbox.address)>"
    }

    private static let atom = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&'*+-/=?^_`{|}~"
            .unicodeScalars
    )

    private static func encoded(_ text: String) -> String {
        let isPlain =
            text.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) }
            && text.utf8.count <= 70 && !text.contains("=?")
        return isPlain ? text : words(text)
    }

    /// Encoded words of at most 75 characters, one a line, none of which cuts a character.
    private static func words(_ text: String) -> String {
        var words: [String] = []
        var current: [UInt8] = []
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            if current.count + bytes.count > 42 {
                words.append(word(current))
                current = []
            }
            current += bytes
        }
        if !current.isEmpty { words.append(word(current)) }
        return words.joined(separator: "\r\n ")
    }

    private static func word(_ bytes: [UInt8]) -> String {
        "=?utf-8?B?\(Data(bytes).base64EncodedString())?="
    }

    /// RFC 2231's form of a parameter.
    private static func percent(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return byte < 16 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }

    /// `Mon, 30 Nov 2026 20:03:38 +0000`, whatever this machine's language is.
    static func rfc5322(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.weekday, .day, .month, .year, .hour, .minute, .second],
            from: date
        )
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let two = { (number: Int?) in
            let text = String(number ?? 0)
            return text.count < 2 ? "0\(text)" : text
        }
        let day = days[(parts.weekday ?? 1) - 1]
        let month = months[(parts.month ?? 1) - 1]
        let time = "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
        return "\(day), \(two(parts.day)) \(month) \(parts.year ?? 0) \(time) +0000"
    }
}
