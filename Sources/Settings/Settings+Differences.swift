import Domain

/// A key that two configurations have differently, as it may be shown to anybody.
package struct SettingsDifference: Equatable, Sendable {
    package let key: String
    /// Nil where the key is not there.
    package let before: String?
    package let after: String?
}

extension Settings {
    /// Each key whose value is another one, with both, in the order of the example.
    package func differences(from old: Settings) -> [SettingsDifference] {
        let before = old.shownValues
        let after = shownValues
        let places = after.order + before.order.filter { after.values[$0] == nil }
        return places.filter { before.values[$0] != after.values[$0] }.map {
            SettingsDifference(key: $0, before: before.values[$0], after: after.values[$0])
        }
    }

    private var shownValues: (order: [String], values: [String: String]) {
        let places = entries.map { (key: $0.path.description, value: $0.shown) }
        return (
            places.map(\.key),
            Dictionary(places.map { ($0.key, $0.value) }) { first, _ in first }
        )
    }
}
