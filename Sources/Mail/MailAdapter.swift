package import AdapterKit
import Curl
import Domain
package import Foundation
package import Logging

/// Sends mails through the company's relay: one transaction a recipient.
package struct MailAdapter: Adapter {
    package let kind = "mail"
    package let commandTypes: Set<String> = ["mail.send"]
    package let workers = 4
    private let settings: MailSettings
    private let isShadow: Bool
    private let logger: Logger

    /// - Parameter isShadow: Whether mails are only spoken of.
    package init(_ settings: MailSettings, isShadow: Bool, logger: Logger) {
        self.settings = settings
        self.isShadow = isShadow
        self.logger = logger
    }

    package var patience: Duration? { settings.patience }
    package var onUnclear: Job.OnUnclear { settings.outward.onUnclear }

    /// More recipients are a mistake, or somebody's list.
    private static let recipientsMax = 500
    private static let attachmentBytesMax = 32 << 20

    /// A part a recipient, each known by its place in the list; mails to one address in order.
    package func parts(of command: Command) -> [Part] {
        let addresses = command.data["to"].elements.map { $0.text ?? "" }
        guard !addresses.isEmpty else { return [Part("", lane: "")] }
        var seen: Set<String> = []
        return addresses.prefix(Self.recipientsMax).enumerated().compactMap { index, address in
            let lane = String(address.lowercased().prefix(300))
            return seen.insert(lane).inserted ? Part(String(index), lane: lane) : nil
        }
    }

    package func carryOut(_ job: Job) throws(Failure) {
        let address = try recipient(job)
        guard !isShadow else {
            let subject = Self.onOneLine(job.data["subject"].text ?? "")
            logger.notice("shadow: would send a mail to \(address): \(subject)")
            return
        }
        let text = try text(job, to: address)
        let reply = try job.once("send") { () throws(Failure) in
            try send(text, to: address)
        }
        var data: [String: Value] = [
            "command_id": .text(job.command.id), "to": .text(address),
            "at": .instant(job.now),
        ]
        if let client = job.data["client_id"].text { data["client_id"] = .text(client) }
        _ = reply
        job.announce(
            OutgoingEvent(
                id: "delivered-\(job.command.id)-\(job.item.part)",
                type: "mail.delivered",
                subject: job.command.subject,
                data: data
            )
        )
    }

    /// A login that is refused shows before the first mail; a relay that is away waits.
    package func prepare(_ ledger: Ledger, now: Date) throws(Failure) {
        let reply: SMTPRelay.Reply
        do throws(CurlError) {
            reply = try relay.probe()
        } catch {
            guard case .credentials = Failure(error) else { return }
            throw Failure(error)
        }
        if [530, 534, 535, 538].contains(reply.code) { throw .refusedLogin(reply) }
    }

    package func check() -> [Finding] {
        do throws(CurlError) {
            let reply = try relay.probe()
            guard reply.code < 400 else {
                return [Finding(false, "mail: the relay refuses: \(reply.code) \(reply.text)")]
            }
            return [Finding(true, "mail: \(settings.url) takes the login")]
        } catch {
            return [Finding(false, "mail: \(settings.url) can't be used: \(error.message)")]
        }
    }

    private var relay: SMTPRelay {
        SMTPRelay(
            url: settings.url.revealed,
            user: settings.user,
            password: settings.password?.revealed,
            caFile: settings.outward.caFile,
            timeout: settings.outward.timeout,
            rules: AddressRules(allowsPrivate: settings.outward.allowsPrivate)
        )
    }

    // MARK: - The text

    private func recipient(_ job: Job) throws(Failure) -> String {
        guard let index = Int(job.item.part), let address = job.data["to"][index].text else {
            throw .refused(code: "invalid_address", "data.to: holds no address")
        }
        let isSafe = !address.unicodeScalars.contains {
            $0.value < 0x21 || $0.value == 0x7F || $0.properties.isWhitespace
        }
        guard isSafe, !address.holds(["<", ">", ","]), EmailAddress(address) != nil else {
            let shown = address.harmlessLine.prefix(80)
            throw .refused(code: "invalid_address", "data.to: \"\(shown)\" is no mail address")
        }
        return address
    }

    private func text(_ job: Job, to address: String) throws(Failure) -> [UInt8] {
        let domain = settings.from.address.halves(at: "@").map { String($0.behind) } ?? "localhost"
        var attachments: [MailText.Attachment] = []
        for attachment in job.data["attachments"].elements {
            attachments.append(try self.attachment(attachment))
        }
        let mail = MailText(
            from: settings.from,
            replyTo: settings.replyTo,
            to: address,
            subject: Self.onOneLine(job.data["subject"].text ?? ""),
            html: job.data["html"].text ?? "",
            text: job.data["text"].text ?? "",
            attachments: attachments,
            messageID: MailText.messageID(
                command: job.command.id,
                to: address,
                domain: domain
            ),
            date: job.command.time
        )
        return mail.bytes
    }

    /// A line break in a header would begin another one.
    static func onOneLine(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view).split(separator: " ").joined(separator: " ")
    }

    private func attachment(_ value: Value) throws(Failure) -> MailText.Attachment {
        let name = Self.onOneLine(value["name"].text ?? "")
            .replacing(scalars: { $0 == "/" || $0 == "\\" ? "_" : nil })
        let type = Self.onOneLine(value["media_type"].text ?? "")
        let form = /[A-Za-z0-9.+\-]+\/[A-Za-z0-9.+\-]+(; ?[A-Za-z]+=[\w\-]+)*/
        let isType = type.wholeMatch(of: form)
        return MailText.Attachment(
            name: name.isEmpty ? "attachment" : name,
            mediaType: isType == nil ? "application/octet-stream" : type,
            content: try content(value, name)
        )
    }

    private func content(_ value: Value, _ name: String) throws(Failure) -> [UInt8] {
        if let base64 = value["content_base64"].text {
            guard let data = Data(base64Encoded: base64, options: .ignoreUnknownCharacters) else {
                throw .refused(
                    code: "invalid_attachment",
                    "data.attachments: content_base64 of \"\(name)\" is not base64"
                )
            }
            return Array(data)
        }
        guard let url = value["url"].text, settings.attachmentsFrom.contains(where: url.hasPrefix)
        else {
            throw .refused(
                code: "invalid_attachment",
                "data.attachments: \"\(name)\" has neither content_base64 nor a url that begins "
                    + "as one of [mail] attachments_from"
            )
        }
        return try fetched(url, name)
    }

    private func fetched(_ url: String, _ name: String) throws(Failure) -> [UInt8] {
        let request = HTTPRequest(
            "GET",
            url,
            timeout: settings.outward.timeout,
            caFile: settings.outward.caFile,
            rules: AddressRules(allowsPrivate: settings.outward.allowsPrivate),
            answerBytesMax: Self.attachmentBytesMax
        )
        let answer: HTTPAnswer
        do throws(CurlError) {
            answer = try request.perform()
        } catch {
            throw .later(code: "attachment", "\"\(name)\" can't be fetched: \(error.message)")
        }
        switch answer.status {
        case 200: return answer.body
        case 400..<500 where answer.status != 429:
            throw .refused(
                code: "invalid_attachment",
                "\"\(name)\" can't be fetched: status \(answer.status)"
            )
        default:
            throw .later(
                code: "attachment",
                "\"\(name)\" can't be fetched: status \(answer.status)"
            )
        }
    }

    // MARK: - The relay

    private func send(_ text: [UInt8], to address: String) throws(Failure) -> String {
        let reply: SMTPRelay.Reply
        do throws(CurlError) {
            reply = try relay.send(text, from: settings.sender, to: address)
        } catch {
            throw Failure(error)
        }
        switch reply.code {
        case 200..<300: return String(reply.code)
        case 421: throw .away("the relay says \(reply.code) \(reply.text)", isUnclear: false)
        case 530, 534, 535, 538:
            throw .refusedLogin(reply)
        case 400..<500: throw .later(code: String(reply.code), "\(reply.code) \(reply.text)")
        default: throw .refused(code: String(reply.code), "\(reply.code) \(reply.text)")
        }
    }
}

extension Failure {
    fileprivate static func refusedLogin(_ reply: SMTPRelay.Reply) -> Failure {
        .credentials(
            "the relay refuses the login ([mail] user and password): \(reply.code) \(reply.text)"
        )
    }

    /// What a failed transfer means for a mail.
    init(_ error: CurlError) {
        switch error.code {
        case .unreachable: self = .away(error.message, isUnclear: false)
        case .interrupted, .tooLarge: self = .away(error.message, isUnclear: error.isWholeSent)
        case .tls, .forbiddenAddress, .unusable:
            self = .credentials("the relay can't be used: \(error.message)")
        }
    }
}
