import Domain

/// What an event says of itself, whatever else is wrong with it.
package struct EventHint: Equatable, Sendable {
    package let type: String?
    package let source: String?
    package let id: String?
    /// What it is about: the id in its data, or the subject of the envelope.
    package let subject: String?

    package init(
        type: String? = nil,
        source: String? = nil,
        id: String? = nil,
        subject: String? = nil
    ) {
        self.type = type
        self.source = source
        self.id = id
        self.subject = subject
    }

    /// The same, with what it leaves open taken from another one.
    func completed(by other: EventHint) -> EventHint {
        EventHint(
            type: type ?? other.type,
            source: source ?? other.source,
            id: id ?? other.id,
            subject: subject ?? other.subject
        )
    }
}

extension EventHint {
    /// Fields of `data` that name the subject, the best first.
    private static let subjectFields = ["lead_id", "call_id", "client_id", "deal_id", "person_id"]

    /// What an event in structured mode says.
    init(_ event: JSONNode) {
        let data = event.member("data")
        let ids = Self.subjectFields.lazy.compactMap { Self.id(data?.member($0)) }
        self.init(
            type: Self.id(event.member("type")),
            source: Self.id(event.member("source")),
            id: Self.id(event.member("id")),
            subject: ids.first ?? Self.id(event.member("subject"))
        )
    }

    /// What can't be an id says nothing; that is no reason to look no further.
    private static func id(_ node: JSONNode?) -> String? {
        (try? node?.text()).flatMap(CloudEventID.init(rawValue:))?.rawValue
    }
}
