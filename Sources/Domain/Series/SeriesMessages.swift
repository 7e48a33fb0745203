/// A number of a series is needed; never on the bus.
package struct NumberWanted: Message {
    package static let type = "internal.number_wanted"
    /// The name of the series, such as `act/acme/2026`.
    package let series: String
    /// The date of what is to be numbered, as `YYYY-MM-DD`.
    package let date: String
    /// The name of the process that needs it.
    package let asker: String
    /// The id of the subject that it is for, as the asker calls it.
    package let forID: String
    /// What exactly it is for, in words of the asker.
    package let purpose: String
    /// The first number of a series that is new.
    package let first: Int

    package var subject: String { series }

    private enum CodingKeys: String, CodingKey {
        case series, date, asker
        case forID = "for_id"
        case purpose, first
    }

    package init(
        series: String,
        date: CalendarDay,
        asker: String,
        forID: String,
        purpose: String = "",
        first: Int = 1
    ) {
        self.series = series
        self.date = date.text
        self.asker = asker
        self.forID = forID
        self.purpose = purpose
        self.first = first
    }
}

/// A number was taken; never on the bus.
///
/// Whoever asked hears it before anything is committed.
package struct NumberTaken: Message {
    package static let type = "internal.number_taken"
    package let series: String
    package let number: Int
    /// The date to go with it, as `YYYY-MM-DD`: the wanted one, or that of the number before if it
    /// is later, since dates of a series never run backwards.
    package let date: String
    package let asker: String
    package let forID: String
    package let purpose: String

    package var subject: String { forID }

    private enum CodingKeys: String, CodingKey {
        case series, number, date, asker
        case forID = "for_id"
        case purpose
    }

    init(_ wish: NumberWanted, number: Int, date: String) {
        series = wish.series
        self.number = number
        self.date = date
        asker = wish.asker
        forID = wish.forID
        purpose = wish.purpose
    }
}
