import AdapterKit
import Domain
import Foundation

/// A conversation with the dialplan by FastAGI, for one call.
///
/// AGI: variables as `agi_name: value` up to an empty line, then a command a line, each answered
/// with `200 result=…`.
struct DialplanTalk {
    let line: Line
    private var buffer: [UInt8] = []
    /// What the dialplan says of the call, such as `agi_uniqueid` and `agi_callerid`.
    private(set) var variables: [String: String] = [:]

    init(_ line: Line) throws(LineError) {
        self.line = line
        while let text = try line.next(&buffer), !text.isEmpty {
            guard let (name, value) = text.halves(at: ":") else { continue }
            variables[String(name)] = value.trimmingPrefix(while: \.isWhitespace).description
        }
    }

    /// Rings a channel and returns once nobody rings or talks any more; `DIALSTATUS`.
    mutating func dial(_ channel: String, seconds: Int) throws(LineError) -> String {
        _ = try command("EXEC Dial \"\(channel),\(seconds)\"")
        return try variable("DIALSTATUS")
    }

    /// Sets a variable that the dialplan looks at once we are gone.
    mutating func set(_ name: String, _ value: String) throws(LineError) {
        let safe = value.replacing(scalars: { $0 == "\"" || $0.value < 0x20 ? "" : nil })
        _ = try command("SET VARIABLE \(name) \"\(safe)\"")
    }

    private mutating func variable(_ name: String) throws(LineError) -> String {
        let reply = try command("GET VARIABLE \(name)")
        guard let (_, rest) = reply.halves(at: "("), let (value, _) = rest.halves(atLast: ")")
        else {
            return ""
        }
        return String(value)
    }

    private mutating func command(_ text: String) throws(LineError) -> String {
        try line.send(text + "\n")
        while let reply = try line.next(&buffer) {
            // Told when the caller hangs up, at any time.
            if reply == "HANGUP" { continue }
            guard reply.hasPrefix("200") else {
                throw LineError(message: "the dialplan answers \(reply.harmlessLine.prefix(100))")
            }
            return reply
        }
        throw LineError(message: "the dialplan has ended the conversation")
    }
}
