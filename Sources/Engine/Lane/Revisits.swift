import Domain

/// Which subjects are still to be looked at again, since the lane began or the configuration
/// changed.
///
/// Nothing of this is written down: the lane's owner after a crash starts over, and what was
/// looked at before has nothing new to say.
struct Revisits {
    /// How many are read at once, and go with one turn at most.
    static let countMax = 100

    private var kinds: [SubjectKind] = []
    /// Where reading of the first kind has come to.
    private var last = ""
    private var page: [Subject] = []

    /// Whether there is one to be looked at in the next turn.
    var isEmpty: Bool { page.isEmpty }

    /// All subjects of these kinds, from the first on.
    mutating func begin(_ kinds: Set<SubjectKind>) {
        self.kinds = kinds.sorted { $0.rawValue < $1.rawValue }
        (last, page) = ("", [])
    }

    /// Reads the next page where there is none.
    mutating func read(from store: any LaneStore) throws(StoreError) {
        while page.isEmpty, let kind = kinds.first {
            page = try store.subjects(of: kind, after: last, limit: Self.countMax)
            last = page.last?.id ?? ""
            if page.count < Self.countMax { kinds.removeFirst() }
            if kinds.first != kind { last = "" }
        }
    }

    mutating func take(atMost count: Int) -> [Subject] {
        let taken = Array(page.prefix(max(count, 0)))
        page.removeFirst(taken.count)
        return taken
    }
}
