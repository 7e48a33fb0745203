package import CoreMetrics

/// What the publishing side counts.
package struct BusMetrics: Sendable {
    let published: Counter
    let confirmed: Counter
    let refused: Counter
    let returned: Counter
    let window: Gauge

    package init(lane number: Int, factory: any MetricsFactory) {
        let lane = [("lane", String(number))]
        func counter(_ label: String) -> Counter {
            Counter(label: label, dimensions: lane, factory: factory)
        }
        published = counter("baton_messages_published")
        confirmed = counter("baton_messages_confirmed")
        refused = counter("baton_messages_refused")
        returned = counter("baton_messages_returned")
        window = Gauge(label: "baton_confirm_window", dimensions: lane, factory: factory)
    }
}
