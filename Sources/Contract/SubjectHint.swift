/// What an event says of its subject, whatever else is wrong with it.
struct SubjectHint: Decodable {
    let subject: String?

    private enum CodingKeys: String, CodingKey {
        case data, subject
    }

    private enum DataKeys: String, CodingKey, CaseIterable {
        case lead = "lead_id"
        case call = "call_id"
        case client = "client_id"
        case deal = "deal_id"
        case person = "person_id"
    }

    init(from decoder: any Decoder) throws {
        let envelope = try decoder.container(keyedBy: CodingKeys.self)
        // What can't be an id says nothing; that is no reason to look no further.
        let data = try? envelope.nestedContainer(keyedBy: DataKeys.self, forKey: .data)
        let ids = DataKeys.allCases.compactMap { try? data?.decode(CloudEventID.self, forKey: $0) }
        let named = try? envelope.decode(CloudEventID.self, forKey: .subject)
        subject = (ids.first ?? named)?.rawValue
    }
}
