import Domain
import Foundation

/// Something that somebody was asked, or given, and that he answers in his own time.
struct Question: Hashable {
    /// What kind of answer it wants.
    enum Kind: Hashable {
        /// A lead was offered to him: will he take it?
        case offer
        /// A lead was given to him: what will he do in it?
        case work
        /// He got a notice with buttons that publish such events.
        case buttons([String])
    }

    let kind: Kind
    /// The lead, or what the buttons are about.
    let about: String
    /// Who is asked; nobody where it is work, which falls to the person who gets the lead.
    let person: String?
    /// How often it was asked before.
    let count: Int
}

/// What somebody answered, and how long it took him.
struct Answer {
    let body: EventBody
    /// From the question, in seconds.
    let delay: TimeInterval
    /// The field of the data that names who did it, where another person may have to be named.
    let actor: String?
    /// Where it stands in the script.
    let number: Int?
}

/// How a person usually answers, from all that he was asked: answers in their order, and as often
/// as he let it pass, nothing.
struct Habits {
    private var own: [Key: [Answer?]] = [:]
    private var everybodys: [Question.Kind: [Answer?]] = [:]

    private struct Key: Hashable {
        let kind: Question.Kind
        let person: String
    }

    mutating func remember(_ answer: Answer?, to question: Question) {
        everybodys[question.kind, default: []].append(answer)
        guard let person = question.person else { return }
        own[Key(kind: question.kind, person: person), default: []].append(answer)
    }

    /// What he would answer to a question that he was never asked: one of his answers to other
    /// questions of the kind, where he gave any, else one of everybody's.
    ///
    /// Which one follows from what it is about, so that the same comparison tells the same.
    func guess(_ kind: Question.Kind, _ person: String, about: String) -> Answer? {
        let past = own[Key(kind: kind, person: person)] ?? everybodys[kind] ?? []
        guard !past.isEmpty else { return nil }
        return past[Int(Self.hash(about + "/" + person) % UInt64(past.count))]
    }

    /// FNV-1a, of 64 bits, stirred: its low bits alone would follow the last letters.
    private static func hash(_ text: String) -> UInt64 {
        let plain = text.utf8.reduce(into: 0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return plain ^ (plain >> 32)
    }
}
