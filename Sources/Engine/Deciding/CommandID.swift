import Crypto
import Domain
import Foundation

/// Ids of commands: the same decision gives the same id, on whatever machine it is made again.
struct CommandIDs {
    private let stem: String

    /// The ids of what follows from an event.
    init(event key: EventKey) {
        stem = Self.stem("event", key.source, key.id)
    }

    /// The ids of what follows from one arming of a timer.
    init(timer: StoredTimer) {
        stem = Self.stem(
            "timer",
            timer.key.subject.kind.rawValue,
            timer.key.subject.id,
            timer.key.process,
            timer.key.name,
            "\(timer.generation)",
            // Whole milliseconds: an instant that was stored and read again has another last bit.
            "\(Int64((timer.due.timeIntervalSince1970 * 1000).rounded()))"
        )
    }

    /// The ids of what follows from looking at a subject again.
    init(revisit subject: Subject, at now: Date) {
        let instant = Int64((now.timeIntervalSince1970 * 1000).rounded())
        stem = Self.stem("revisit", subject.kind.rawValue, subject.id, "\(instant)")
    }

    /// The id of a command, the n-th one; an answer that may be asked for again has one of its own.
    func id(of command: any Message, _ ordinal: Int) -> String {
        command.answerKey.map { Self.answer(command.type, to: $0) } ?? self[ordinal]
    }

    /// The id of an answer that may be asked for again: the same for every asker, every time.
    private static func answer(_ type: String, to key: [String]) -> String {
        "\(stem(["answer", type] + key))-1"
    }

    /// The id of the n-th command.
    subscript(ordinal: Int) -> String {
        "\(stem)-\(ordinal)"
    }

    private static func stem(_ parts: String...) -> String { stem(parts) }

    private static func stem(_ parts: [String]) -> String {
        var bytes: [UInt8] = []
        for part in parts { bytes += Array(part.utf8) + [0] }
        return SHA256.hash(data: bytes).prefix(12).hexadecimal
    }
}

extension DeadLetter {
    /// The same for the same message, however often it is put aside: after a crash it may be
    /// delivered, and put aside, again.
    package var id: String {
        var hash = SHA256()
        let attributes = headers.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        let parts = [flaw.code.rawValue, exchange, routingKey, messageID ?? "", type ?? ""]
        for part in parts + attributes {
            // As the database keeps it, from where it is published after a crash.
            hash.update(data: Data(part.replacing { $0 == "\0" ? "\u{FFFD}" : nil }.utf8))
            hash.update(data: [0])
        }
        hash.update(data: Data(body))
        return hash.finalize().prefix(12).hexadecimal
    }
}
