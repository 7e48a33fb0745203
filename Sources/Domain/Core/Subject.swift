/// What a process instance is about; its rows are kept under this kind and an id.
///
/// A new kind is a case here. Of some kinds only one lane writes a row, that of its events; the
/// function `keep_subjects` of the schema names them, and takes all others for contended.
package enum SubjectKind: String, Vocabulary {
    /// `company` is a row of one process, by its name; `caller` a number that called, by its E.164.
    case person, company, lead, deal, call, client, caller
    /// Numbers without gaps, by the name of the series.
    case series
    /// What is booked for somebody, by the account of the ledger.
    case account
    /// A project manager by his id as a person: what is too much to stand in the person's own row.
    case manager
    /// A wish that somebody decides about, such as a document or a discount.
    case request
    case department, region, market
    /// A series of numbers from outside, such as a salary index, by its name.
    case index
    /// One that Baton published, by its id.
    case command
    /// A client's site whose positions are measured.
    case site
    /// A charge or a payment, by what it is and its id.
    case posting
}

/// One lead, call, person, …: the key of everything Baton remembers about it.
package struct Subject: Codable, Hashable, Sendable, CustomStringConvertible {
    package let kind: SubjectKind
    package let id: String

    package init(_ kind: SubjectKind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    package var description: String { "\(kind.rawValue) \(id)" }

    /// The same bytes, as the store compares.
    package static func == (left: Self, right: Self) -> Bool {
        left.kind == right.kind && left.id.isSame(bytes: right.id)
    }

    /// Only the id: that two kinds share one is rare, and to hash the kind's name costs as much.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(id)
    }

    /// The company as a whole, where a message is about nothing smaller.
    package static let company = Subject(.company, "company")

    /// Whether every lane keeps the row in memory.
    package var isResident: Bool {
        switch kind {
        case .person: true
        case .company: Registry.residents.contains(id)
        case .lead, .deal, .call, .client, .caller, .series, .account, .manager, .request,
            .department, .region, .market, .index, .command, .site,
            .posting:
            false
        }
    }
}

/// Where the row of a process is that belongs to the company as a whole.
package enum Residence: Sendable {
    /// In the memory of every lane, for all processes to look at: ``Company/state(of:)``.
    case allLanes
    /// In the store alone: read with the batch that needs it, written under its version.
    case onDemand
}
