/// Events that arrived while something else was being done, first in, first out.
///
/// Bounded by what the broker may have under way: the prefetch count and our own unsettled
/// publishes.
struct EventQueue {
    private var events: [AMQPEvent] = []
    private var taken = 0

    var isEmpty: Bool { taken == events.count }

    mutating func append(_ event: AMQPEvent) { events.append(event) }

    mutating func popFirst() -> AMQPEvent? {
        guard !isEmpty else { return nil }
        let event = events[taken]
        taken += 1
        // Moving the rest down costs at most as much as what has been taken.
        if taken * 2 >= events.count {
            events.removeFirst(taken)
            taken = 0
        }
        return event
    }
}
