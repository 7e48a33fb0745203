import AdapterKit
import Domain
import Foundation

/// A conversation with Asterisk's manager interface (AMI).
///
/// Packets of `Key: value` lines up to an empty line; answers and events in any order.
struct ManagerTalk {
    let line: Line
    private var buffer: [UInt8] = []

    /// Connects and logs in.
    init(_ settings: AsteriskSettings) throws(Failure) {
        do throws(LineError) {
            line = try Line.connected(to: settings.manager)
            guard line.isReadable(within: .seconds(5)), try line.next(&buffer) != nil else {
                throw LineError(message: "the manager interface says nothing")
            }
        } catch {
            throw .away(error.message, isUnclear: false)
        }
        try send([
            ("Action", "Login"), ("Username", settings.user),
            ("Secret", settings.secret.revealed), ("Events", "call"),
        ])
        let answer = try next()
        guard answer?["Response"] == "Success" else {
            throw .credentials(
                "Asterisk refuses the login of \(settings.user) (manager.conf): "
                    + (answer?["Message"] ?? "no answer")
            )
        }
    }

    /// Whether a line waits that was read already.
    var hasMore: Bool { buffer.contains(0x0A) }

    /// Sends an action.
    func send(_ fields: [(String, String)]) throws(Failure) {
        let lines = fields.map { "\($0.0): \(Self.onOneLine($0.1))\r\n" }
        do throws(LineError) {
            try line.send(lines.joined() + "\r\n")
        } catch {
            throw .away(error.message, isUnclear: false)
        }
    }

    /// Hangs a channel up.
    func hangUp(_ channel: String) throws(Failure) {
        try send([("Action", "Hangup"), ("Channel", channel), ("Cause", "26")])
    }

    /// The next packet; nil where the connection has ended.
    mutating func next() throws(Failure) -> [String: String]? {
        var packet: [String: String] = [:]
        do throws(LineError) {
            while let text = try line.next(&buffer) {
                if text.isEmpty {
                    if packet.isEmpty { continue }
                    return packet
                }
                guard let (key, value) = text.halves(at: ":") else { continue }
                packet[String(key)] = value.trimmingPrefix(while: \.isWhitespace).description
            }
        } catch {
            throw .away(error.message, isUnclear: false)
        }
        return nil
    }

    private static func onOneLine(_ text: String) -> String {
        text.replacing(scalars: { $0.value < 0x20 ? "" : nil })
    }
}
