import AdapterKit
import Curl
import Domain
import Foundation
import Logging
import Web

/// Shows what the templates make of a sample.
package struct BridgeTrial {
    private let settings: BridgeSettings
    private let publicURL: String

    package init(_ settings: BridgeSettings, publicURL: String) {
        self.settings = settings
        self.publicURL = publicURL
    }

    /// Lines for people: requests that a command becomes, or events that a body becomes.
    package func lines(_ sample: [UInt8]) -> [String] {
        outgoing(sample) + incoming(sample)
    }

    private func outgoing(_ sample: [UInt8]) -> [String] {
        // What is no command is a body.
        guard let command = try? Command(json: sample, received: Date()) else { return [] }
        return settings.outgoing.filter { $0.types.contains(command.type) }.flatMap { hook in
            let adapter = OutgoingAdapter(
                hook,
                publicURL: publicURL,
                isShadow: true,
                logger: Logger(label: "try") { _ in SwiftLogNoOpLogHandler() }
            )
            let links = command.data["actions"].elements.map {
                Presets.Link(
                    label: $0["label"].text ?? "…",
                    url: "\(publicURL)/press/TOKEN"
                )
            }
            let request = adapter.request(command, links: links)
            let secrets = ["authorization", "webhook-signature"]
            let headers = request.headers.map { header in
                let isSecret = secrets.contains(header.name.lowercased())
                return "\(header.name): \(isSecret ? "•••" : header.value)"
            }
            return ["[[http.out]] \(hook.name): \(request.method) •••"] + headers
                + ["", String(decoding: request.body, as: UTF8.self), ""]
        }
    }

    private func incoming(_ sample: [UInt8]) -> [String] {
        settings.incoming.flatMap { hook -> [String] in
            let isJSON = Value(json: sample) != .null
            let type = isJSON ? "application/json" : "application/x-www-form-urlencoded"
            let request = HookRequest(
                path: hook.path,
                headers: ["content-type": type],
                query: "",
                body: sample
            )
            guard let value = IncomingDesk.value(request, FormBody.read(request)) else { return [] }
            let event: OutgoingEvent
            do throws(EventFields.Unfit) {
                guard let made = try IncomingDesk.event(hook, value) else {
                    return ["[[http.in]] \(hook.path): the conditions do not hold, nothing follows"]
                }
                event = made
            } catch {
                return ["[[http.in]] \(hook.path): \(error.message)"]
            }
            return [
                "[[http.in]] \(hook.path): \(event.type), id \(event.id), subject \(event.subject)",
                String(decoding: Value.object(event.data).json, as: UTF8.self), "",
            ]
        }
    }
}
