import Domain

/// A message with any data, as far as conditions and templates can tell.
struct AnyMessage: Message {
    static let type = "x.y"
    let data: [String: Value]

    var subject: String {
        ["lead_id", "call_id", "client_id"].lazy.compactMap { data[$0]?.text }.first
            ?? Subject.company.id
    }

    init(_ data: [String: Value]) { self.data = data }

    init(from decoder: any Decoder) throws { data = try [String: Value](from: decoder) }

    func encode(to encoder: any Encoder) throws { try data.encode(to: encoder) }
}
