import AdapterKit
package import Domain
import Settings

/// What goes out and what comes in over HTTP; `[[http.out]]` and `[[http.in]]`.
package struct BridgeSettings: Sendable {
    package let outgoing: [OutgoingHook]
    package let incoming: [IncomingHook]

    /// Reads the two lists in section `[http]`.
    ///
    /// - Parameter isLocal: Whether nobody beyond this machine can send anything.
    package init(_ section: SectionReader, isLocal: Bool) {
        var count = 0
        outgoing = section.items("out", "Commands that go to an address.") { item in
            count += 1
            return OutgoingHook(item, number: count)
        }
        incoming = section.items("in", "Requests that become events.") {
            IncomingHook($0, isLocal: isLocal)
        }
        section.reportRepeats(of: "name", in: "out")
        section.reportRepeats(of: "path", in: "in")
    }

    package var isEmpty: Bool { outgoing.isEmpty && incoming.isEmpty }
}

/// Where commands of some types go.
package struct OutgoingHook: Sendable {
    /// Forms that are ready-made.
    package enum Preset: String, CaseIterable, Sendable {
        case none, mattermost, slack
    }

    package let name: String
    package let types: Set<String>
    package let preset: Preset
    /// The address, which may be a secret; its path and query may have tags.
    let url: Secret
    let method: String
    let headers: [(name: String, value: String)]
    let authorization: Secret?
    let body: BridgeTemplate?
    let contentType: String
    /// Signs requests by the rules of Standard Webhooks.
    let signingSecret: Secret?
    /// Whether a page of HTML is an answer; else something has answered in the system's place.
    let acceptsPages: Bool
    let outward: OutwardSettings

    init?(_ section: SectionReader, number: Int) {
        name = section.value(
            "name",
            .text("letters, digits, _ and -") { $0.wholeMatch(of: /[A-Za-z0-9_\-]{1,40}/) != nil },
            default: String(number),
            "how it is called where it is spoken of; by default its number"
        )
        let types = section.required(
            "types",
            Form.messageType("a command", among: nil).list(atLeast: 1),
            sample: "[\"chat.notify\"]",
            "the commands that go there"
        )
        preset = section.value(
            "preset",
            .choice,
            default: .none,
            "none | mattermost | slack: a ready-made form for notices"
        )
        let url = section.required(
            "url",
            .secret(bytesMin: 8),
            sample: "\"credential:baton_hook\"",
            "the address; tags such as {{url lead_id}} only behind the host"
        )
        method = section.value(
            "method",
            .text("POST, PUT, PATCH, DELETE or GET") {
                ["POST", "PUT", "PATCH", "DELETE", "GET"].contains($0)
            },
            default: "POST",
            "of the request"
        )
        headers = Self.headers(section)
        authorization = section.optional(
            "authorization",
            .secret(bytesMin: 1),
            sample: "\"credential:baton_hook_token\"",
            "header Authorization, such as \"Bearer …\""
        )
        body = Self.body(section)
        contentType = section.value(
            "content_type",
            .text,
            default: "application/json",
            "of the body"
        )
        signingSecret = section.optional(
            "signing_secret",
            .secret(bytesMin: 16),
            sample: "\"credential:baton_hook_signing\"",
            "signs requests as Standard Webhooks do; whsec_… or any text"
        )
        acceptsPages = section.value(
            "accept_html",
            .flag,
            default: false,
            "whether a page of HTML is a yes; else it is tried again, as after an outage"
        )
        outward = OutwardSettings(section, timeout: .seconds(20))
        guard let types, let url else { return nil }
        self.types = Set(types)
        self.url = url
        if let fault = Self.fault(url.revealed, outward.allowsPrivate) {
            section.report("url", fault)
        }
    }

    private static func headers(_ section: SectionReader) -> [(name: String, value: String)] {
        section.map(
            "headers",
            .text,
            samples: ["\"X-Source\" = \"baton\""],
            "Headers of the request."
        ).map { (name: $0.key, value: $0.value) }
    }

    private static func body(_ section: SectionReader) -> BridgeTemplate? {
        let text = section.optional(
            "body",
            .text,
            sample: "'{\"text\": {{{json text}}}}'",
            "the template of the body, filled with the command's data; without it the data as JSON"
        )
        guard let text else { return nil }
        let template = BridgeTemplate(text)
        if template == nil { section.report("body", "is no template of Mustache") }
        return template
    }

    /// What is wrong with an address, without showing it.
    private static func fault(_ url: String, _ allowsPrivate: Bool) -> String? {
        guard let parts = url.wholeMatch(of: /(https?):\/\/([^\/?#]+)(.*)/) else {
            return "must be an address beginning with https://"
        }
        if parts.1 == "http", !allowsPrivate {
            return "must begin with https://; http:// only with allow_private = true"
        }
        if parts.2.holds(["{"]) { return "can't have tags in its host or port" }
        return BridgeTemplate(String(parts.3)) == nil ? "has a malformed tag" : nil
    }

    /// Scheme, host and port of the address.
    var origin: String {
        url.revealed.prefixMatch(of: /https?:\/\/[^\/?#]+/).map { String($0.0) } ?? ""
    }

    /// The address for a command; tags fill its path and query alone.
    func address(_ data: Value) -> String {
        guard let parts = url.revealed.wholeMatch(of: /(https?:\/\/[^\/?#]+)(.*)/),
            let path = BridgeTemplate(String(parts.2))
        else { return url.revealed }
        let text = path.text(data).unicodeScalars.map { scalar in
            // What a value brings must end neither the line nor the path.
            scalar.value <= 0x20 || scalar.value == 0x7F || scalar == "#"
                ? "%20" : String(scalar)
        }
        return String(parts.1) + text.joined()
    }
}
