package import AdapterKit
import Curl
import Domain
import Foundation
package import Logging

/// Sends commands to an address, in the form that the file gives them.
package struct OutgoingAdapter: Adapter {
    package let kind: String
    package let commandTypes: Set<String>
    package let workers = 4
    private let hook: OutgoingHook
    /// Under which address people reach the pages of buttons; nil where there are none.
    private let publicURL: String?
    private let isShadow: Bool
    private let logger: Logger

    /// - Parameter isShadow: Whether requests are only printed.
    package init(_ hook: OutgoingHook, publicURL: String?, isShadow: Bool, logger: Logger) {
        self.hook = hook
        self.publicURL = publicURL
        self.isShadow = isShadow
        self.logger = logger
        kind = "http.\(hook.name)"
        commandTypes = hook.types
    }

    package var onUnclear: Job.OnUnclear { hook.outward.onUnclear }
    /// Any request would be taken for a command.
    package var provesCredentials: Bool { false }

    package func carryOut(_ job: Job) throws(Failure) {
        if let expires = job.data["expires_at"].text.flatMap(Timestamp.date), expires < Date() {
            throw .stale("it holds until \(Timestamp.text(expires)), which is over")
        }
        let links = try links(job)
        guard !isShadow else {
            let body = String(decoding: request(job.command, links: links).body, as: UTF8.self)
            logger.notice("shadow: would send \(job.command.type) with \(hook.method): \(body)")
            return
        }
        _ = try job.once("send") { () throws(Failure) in
            try send(request(job.command, links: links))
            return "sent"
        }
    }

    /// The request that a command becomes.
    func request(_ command: Command, links: [Presets.Link]) -> HTTPRequest {
        let body =
            switch hook.preset {
            case .none: Array((hook.body?.text(Self.view(command)) ?? Self.json(command)).utf8)
            case .mattermost: Presets.mattermost(command, links)
            case .slack: Presets.slack(command, links)
            }
        var headers = hook.headers + [("Content-Type", hook.contentType)]
        headers.append(("Idempotency-Key", command.id))
        if let authorization = hook.authorization {
            headers.append(("Authorization", authorization.revealed))
        }
        if let secret = hook.signingSecret {
            let timestamp = Int(Date().timeIntervalSince1970)
            let signature = StandardWebhooks.signature(
                secret,
                id: command.id,
                timestamp: timestamp,
                body
            )
            headers += [
                ("webhook-id", command.id), ("webhook-timestamp", String(timestamp)),
                ("webhook-signature", signature),
            ]
        }
        return HTTPRequest(
            hook.method,
            hook.address(Self.view(command)),
            headers: headers.map { (name: $0.0, value: $0.1) },
            body: hook.method == "GET" ? [] : body,
            timeout: hook.outward.timeout,
            caFile: hook.outward.caFile,
            rules: AddressRules(allowsPrivate: hook.outward.allowsPrivate)
        )
    }

    /// What templates see: the data, and beside them the command's own attributes.
    static func view(_ command: Command) -> Value {
        let own: [String: Value] = [
            "command": .object([
                "id": .text(command.id), "type": .text(command.type),
                "subject": .text(command.subject), "time": .instant(command.time),
            ])
        ]
        return .object(command.data.members.merging(own) { data, _ in data })
    }

    private static func json(_ command: Command) -> String {
        String(decoding: command.data.json, as: UTF8.self)
    }

    private func send(_ request: HTTPRequest) throws(Failure) {
        let answer: HTTPAnswer
        do throws(CurlError) {
            answer = try request.perform()
        } catch {
            throw failure(error)
        }
        let text = answer.text.harmlessLine.prefix(200)
        switch answer.status {
        case 200..<300: try judge(answer)
        case 300..<400:
            throw .refused(
                code: String(answer.status),
                "it answers \(answer.status): redirects are not followed, the address has to be "
                    + "the one that takes commands"
            )
        case 429, 503: throw .away("it answers \(answer.status): \(text)", isUnclear: false)
        case 500...: throw .away("it answers \(answer.status): \(text)", isUnclear: true)
        case 401, 403:
            throw .credentials("it refuses the login, with \(answer.status): \(text)")
        case 408, 425: throw .later(code: String(answer.status), "it answers \(answer.status)")
        default: throw .refused(code: String(answer.status), "it answers \(answer.status): \(text)")
        }
    }

    /// Whether an answer of 2xx comes from the system that was meant, and means yes.
    private func judge(_ answer: HTTPAnswer) throws(Failure) {
        guard hook.acceptsPages || !Self.isPage(answer.text) else {
            throw .away(
                "it answers \(answer.status) with a page of HTML (accept_html = true takes that "
                    + "for a yes)",
                isUnclear: true
            )
        }
        if hook.preset == .slack { try Presets.judge(slack: answer.text) }
    }

    /// What proxies, logins and notices of maintenance answer with, also under 200.
    private static func isPage(_ text: String) -> Bool {
        let head = text.prefix(300).drop(while: \.isWhitespace).lowercased()
        return head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
    }

    private func failure(_ error: CurlError) -> Failure {
        let message = error.message.replacing(hook.url.revealed, with: "•••")
        switch error.code {
        case .unreachable: return .away(message, isUnclear: false)
        case .interrupted, .tooLarge: return .away(message, isUnclear: true)
        case .tls, .forbiddenAddress, .unusable: return .credentials(message)
        }
    }

    /// A page of its own for each button: a chat that has none gets links.
    private func links(_ job: Job) throws(Failure) -> [Presets.Link] {
        let actions = job.data["actions"].elements
        guard hook.preset != .none, let publicURL, !actions.isEmpty else { return [] }
        var tokens = try Buttons.tokens(of: job.command.id, job.ledger)
        if tokens.count != actions.count {
            let buttons = actions.map { action in
                Buttons.Button(
                    token: Buttons.token(),
                    recipient: job.data["recipient_id"].text ?? "",
                    event: .object(
                        action["event"].members.merging(["label": action["label"]]) { $1 }
                    ),
                    command: job.command.id,
                    topic: job.data["lead_id"].text ?? "",
                    expires: job.data["expires_at"].text.flatMap(Timestamp.date)
                )
            }
            // The message has no number of its own; its buttons belong together all the same.
            let sent = Buttons.sent(buttons.map(\.token), message: job.command.id)
            try job.ledger.commit(
                buttons.map { Buttons.keep($0, job.ledger, now: job.now) } + [sent]
            )
            tokens = buttons.map(\.token)
        }
        return zip(actions, tokens).map { action, token in
            Presets.Link(label: action["label"].text ?? "…", url: "\(publicURL)/press/\(token)")
        }
    }

    package func check() -> [Finding] {
        let types = commandTypes.sorted().joined(separator: ", ")
        do throws(CurlError) {
            // A request would be taken for a command: the connection alone is tried.
            try HTTPRequest(
                "GET",
                hook.origin,
                timeout: hook.outward.timeout,
                caFile: hook.outward.caFile,
                rules: AddressRules(allowsPrivate: hook.outward.allowsPrivate)
            ).connect()
            return [Finding(true, "\(kind): takes connections; nothing was sent (\(types))")]
        } catch {
            return [Finding(false, "\(kind): can't be reached: \(error.message) (\(types))")]
        }
    }
}
