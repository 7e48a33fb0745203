/// Work that a worker does beside the lane, and answers with an event: drawing a document, say.
package struct JobRequest: Equatable, Sendable {
    /// Which worker does it.
    package let kind: String
    /// Tells it from all other jobs: a second request under the same key is the same job.
    package let key: String
    /// Everything that the worker needs to know.
    package let input: [String: Value]

    package init(kind: String, key: String, input: [String: Value]) {
        self.kind = kind
        self.key = key
        self.input = input
    }
}
