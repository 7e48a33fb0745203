import Testing

/// What a test waited for did not come.
struct NothingCame: Error, CustomStringConvertible {
    let what: String
    let limit: Duration
    let last: String

    var description: String { "\(what) did not come within \(limit); last seen: \(last)" }
}

/// Asks again and again until there is an answer.
@discardableResult
func eventually<Answer>(
    _ what: String,
    within limit: Duration = .seconds(30),
    _ question: () async throws -> Answer?
) async throws -> Answer {
    let deadline = ContinuousClock.now + limit
    var last = "nothing"
    while ContinuousClock.now < deadline {
        do {
            if let answer = try await question() { return answer }
        } catch {
            last = "\(error)"
        }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw NothingCame(what: what, limit: limit, last: last)
}

/// Asks again and again until it is so.
func eventually(
    _ what: String,
    within limit: Duration = .seconds(30),
    is question: () async throws -> Bool
) async throws {
    try await eventually(what, within: limit) { try await question() ? true : nil }
}
