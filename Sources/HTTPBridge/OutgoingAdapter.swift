package import AdapterKit
import Curl
import Domain
import Foundation

/// Sends commands to an address, in the form that the file gives them.
package struct OutgoingAdapter: Adapter {
    package let kind: String
    package let commandTypes: Set<String>
    package let workers = 4
    private let hook: OutgoingHook
    /// Under which address people reach the pages of buttons; nil where there are none.
    private let publicURL: String?

    package init(_ hook: OutgoingHook, publicURL: String?) {
        self.hook = hook
        self.publicURL = publicURL
        kind = "http.\(hook.name)"
        commandTypes = hook.types
    }

    package var onUnclear: Job.OnUnclear { hook.outward.onUnclear }

    package func carryOut(_ job: Job) throws(Failure) {
        if let expires = job.data["expires_at"].text.flatMap(Timestamp.date), expires < Date() {
            throw .stale("it holds until \(Timestamp.text(expires)), which is over")
        }
        let links = try links(job)
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
        case 200..<300:
            guard hook.preset == .slack else { return }
            let reply = Value(json: answer.body)
            // Slack answers 200 to what it refuses.
            if reply["ok"] == .bool(false) {
                let code = reply["error"].text ?? "error"
                throw .refused(code: code, "Slack refuses it: \(code)")
            }
        case 429, 503: throw .away("it answers \(answer.status): \(text)", isUnclear: false)
        case 500...: throw .away("it answers \(answer.status): \(text)", isUnclear: true)
        case 401, 403:
            throw .credentials("it refuses the login, with \(answer.status): \(text)")
        case 408, 425: throw .later(code: String(answer.status), "it answers \(answer.status)")
        default: throw .refused(code: String(answer.status), "it answers \(answer.status): \(text)")
        }
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
            try job.ledger.commit(buttons.map { Buttons.keep($0, job.ledger, now: job.now) })
            tokens = buttons.map(\.token)
        }
        return zip(actions, tokens).map { action, token in
            Presets.Link(label: action["label"].text ?? "…", url: "\(publicURL)/press/\(token)")
        }
    }

    package func check() -> [Finding] {
        // A request would be taken for a command; only the form can be looked at.
        [Finding(true, "\(kind): \(commandTypes.sorted().joined(separator: ", ")) (not tried)")]
    }
}
