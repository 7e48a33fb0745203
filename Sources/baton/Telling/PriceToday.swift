import Domain
import Engine
import Foundation
import Settings
import Store
import Texts

/// What a price that was given would be with the data of today.
struct PriceToday {
    private let reader: JournalReader
    private let settings: Settings

    init(_ reader: JournalReader, _ settings: Settings) {
        self.reader = reader
        self.settings = settings
    }

    /// A sentence; nil where no price was asked for under the id, or where prices are turned off.
    func words(_ id: String, at now: Date) throws -> String? {
        guard let policy = settings.policies.prices,
            let answer = try states(of: [Subject(.request, id)]).first?.value.state(of: Prices.self)
        else { return nil }
        let known = try states(of: answer.subjects(policy))
        let day = settings.policies.calendar.day(of: now)
        return try settings.texts().text(answer.today(policy, on: day) { known[$0] })
    }

    private func states(of subjects: [Subject]) throws -> [Subject: SubjectStates] {
        let decider = BatchDecider(
            policies: settings.policies,
            source: settings.service.source,
            text: \.template
        )
        let rows = try reader.rows(of: subjects)
        let known = try rows.map { ($0.subject, try decider.states(of: $0)) }
        return Dictionary(known) { first, _ in first }
    }
}
