import CoreMetrics
import Synchronization

/// Which database server a lane has connected to last.
final class ServerStatus: Sendable {
    private let server = Mutex<String?>(nil)

    /// Host and port; nil before the first connection.
    var name: String? { server.withLock(\.self) }

    func connected(to server: String) {
        self.server.withLock { $0 = server }
    }
}

/// A gauge of which the series that holds now is 1, and those that have held are 0.
final class InfoGauge: Sendable {
    private struct State {
        var value: String?
        var gauge: Gauge?
    }

    private let state = Mutex(State())
    private let make: @Sendable (String) -> Gauge

    /// `make` gives the series with this value as a label.
    init(_ make: @escaping @Sendable (String) -> Gauge) {
        self.make = make
    }

    /// What holds now; nil for nothing.
    func record(_ value: String?) {
        state.withLock { state in
            if state.value != value {
                state.gauge?.record(0)
                state.value = value
                state.gauge = value.map(make)
            }
            state.gauge?.record(1)
        }
    }
}
