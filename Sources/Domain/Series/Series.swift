/// Hands out numbers without gaps.
///
/// A number is taken in the transaction of whatever it is for. The row of the series has a version
/// like any other, so no two lanes take the same number, and an event that is refused, or a batch
/// that is rolled back, has taken none.
package enum Series: BusinessProcess {
    package typealias State = SeriesState

    /// What can happen to a series.
    package enum Input: Sendable {
        case wanted(NumberWanted)
    }

    package static let name = "series"
    package static let subject = SubjectKind.series
    package static let reads: [any Message.Type] = []
    package static let hears: [any Message.Type] = [NumberWanted.self]
    package static let tells: [any Message.Type] = [NumberTaken.self]

    package static func concerns(of event: Event) -> [Concern<Input>] {
        guard let body = event.body as? NumberWanted else { return [] }
        return [Concern(body.series, .wanted(body))]
    }

    package static func decide(
        _ state: SeriesState?,
        _ input: Input,
        _ context: Context
    ) -> Decision<SeriesState> {
        switch input {
        case .wanted(let wish):
            var state = state ?? SeriesState(next: wish.first)
            let taken = state.take(for: wish)
            return .changed(to: state, effects: [.tell(taken)])
        }
    }
}

/// How far a series has come.
package struct SeriesState: ProcessState {
    /// The number that nobody has yet.
    @Counted package private(set) var next: Int
    /// The date of the last number, as `YYYY-MM-DD`.
    package private(set) var lastDate: String?

    private enum CodingKeys: String, CodingKey {
        case next
        case lastDate = "last_date"
    }

    package init(next: Int) {
        self.next = next
    }

    fileprivate mutating func take(for wish: NumberWanted) -> NumberTaken {
        let date = max(wish.date, lastDate ?? wish.date)
        defer {
            next += 1
            lastDate = date
        }
        return NumberTaken(wish, number: next, date: date)
    }
}
