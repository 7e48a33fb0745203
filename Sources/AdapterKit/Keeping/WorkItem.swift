package import Domain
package import Foundation

/// A part of a command that is to be carried out.
package struct WorkItem: Sendable {
    package let seq: Int64
    package let command: Command
    /// Which part of the command; empty where there is one alone.
    package let part: String
    /// Works of one lane are done one after another.
    package let lane: String
    package let attempts: Int
    /// When the command was taken off the bus.
    package let received: Date
    /// Steps that have been begun or done before.
    package var progress: [String: Step]

    /// How far a step is.
    package enum Step: Equatable, Sendable {
        /// It was asked for, and nobody knows whether it was done.
        case begun
        /// Done, with the id that the other side gave.
        case done(String)

        init(_ value: Value) {
            self = value.text.map(Step.done) ?? .begun
        }

        var value: Value {
            switch self {
            case .begun: .bool(true)
            case .done(let id): .text(id)
            }
        }
    }

    /// Whether a step may have been done without our knowing.
    package var isUnclear: Bool { progress.values.contains(.begun) }

    static func json(of progress: [String: Step]) -> [UInt8] {
        Value.object(progress.mapValues(\.value)).json
    }

    static func progress(of json: [UInt8]) -> [String: Step] {
        Value(json: json).members.mapValues(Step.init)
    }
}

/// A part of a command and in which order it is carried out.
package struct Part: Equatable, Sendable {
    package let name: String
    package let lane: String

    package init(_ name: String, lane: String) {
        self.name = name
        self.lane = lane
    }
}

/// An event that an adapter announces.
package struct OutgoingEvent: Equatable, Sendable {
    /// The same event always has the same id.
    package let id: String
    package let type: String
    package let subject: String
    package let data: [String: Value]

    package init(id: String, type: String, subject: String, data: [String: Value]) {
        self.id = id
        self.type = type
        self.subject = subject
        self.data = data
    }
}
