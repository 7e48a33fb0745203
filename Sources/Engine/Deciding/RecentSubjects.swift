import Domain

/// Subjects as the lane itself has written them last, so that the next event about one of them
/// reads nothing.
///
/// Only for a lane that no other lane writes beside; a row that was changed behind its back is
/// found by its version when it is written. Bounded: what was not written for long is forgotten in
/// one go, a generation at a time.
package struct RecentSubjects: Sendable {
    /// How many subjects a generation holds; there are two.
    static let generationMax = 1000

    private var young: [Subject: SubjectEntry] = [:]
    private var old: [Subject: SubjectEntry] = [:]

    package init() {}

    /// The subject's row, as far as it is remembered.
    func entry(of subject: Subject) -> SubjectEntry? {
        young[subject] ?? old[subject]
    }

    /// Remembers rows that were just committed.
    mutating func keep(_ entries: [Subject: SubjectEntry]) {
        if young.count + entries.count > Self.generationMax {
            old = young
            young = [:]
        }
        young.merge(entries) { _, new in new }
    }

    /// What is remembered can't be counted on any more.
    mutating func forget() {
        (young, old) = ([:], [:])
    }
}
