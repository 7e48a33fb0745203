package import Domain

/// A key that has another value than before.
package struct SettingsChange: Equatable, Sendable, CustomStringConvertible {
    /// The key, such as `amqp.prefetch`; a list of sections as a whole, such as `people`;
    /// a section that was not there before, or is not there any more, such as `nps`.
    package let key: String
    /// When the change takes effect.
    package let takesEffect: TakesEffect

    /// The key, and when its change takes effect.
    package var description: String {
        takesEffect == .atOnce ? key : "\(key) (after a restart)"
    }
}

extension Settings {
    /// What differs from older settings, in the order of the example; for a reload's log line.
    package func changes(since old: Settings) -> [SettingsChange] {
        let (before, after) = (old.values, values)
        let places = after.order + before.order.filter { after.entries[$0] == nil }
        var changes: [SettingsChange] = []
        for place in places where before.entries[place] != after.entries[place] {
            let change = SettingsChange(
                key: missingSection(of: place, before, after) ?? place,
                takesEffect: (after.effects[place] ?? before.effects[place]) ?? .atOnce
            )
            if !changes.contains(change) { changes.append(change) }
        }
        return changes
    }

    /// Values to compare: lists of sections as a whole, all other keys one by one.
    private struct Values {
        var order: [String] = []
        var entries: [String: [Secret]] = [:]
        var effects: [String: TakesEffect] = [:]
        var sections: Set<String> = []
    }

    private var values: Values {
        entries.reduce(into: Values()) { values, entry in
            let place = (entry.path.element?.parent ?? entry.path).description
            if values.entries[place] == nil { values.order.append(place) }
            values.entries[place, default: []] += [
                Secret(entry.path.description), entry.written,
            ]
            values.effects[place] = entry.takesEffect
            values.sections.insert(entry.path.keys.first ?? "")
        }
    }

    /// The section of the place, where it is only in the one or only in the other.
    private func missingSection(of place: String, _ one: Values, _ other: Values) -> String? {
        let section = String(place.prefix { $0 != "." })
        return one.sections.contains(section) == other.sections.contains(section) ? nil : section
    }
}
