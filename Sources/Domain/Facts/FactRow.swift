package import Foundation

/// A row that reports count, kept in the transaction of the state that it follows from.
///
/// Facts follow from states alone, so they can be made again at any time. A later fact with the
/// same key takes the place of an earlier one.
package protocol FactRow: Equatable, Sendable {
    /// The table that keeps the rows.
    static var table: FactTable { get }
    /// The row, in the order of the table's columns.
    var values: [FactValue] { get }
    /// Which summed days the row belongs to; none where its report counts rows one by one.
    var changes: [FactChange] { get }
}

extension FactRow {
    package var changes: [FactChange] { [] }

    /// Which row it is, among those of all tables.
    package var key: FactKey {
        let table = Self.table
        let values = values
        return FactKey(table: table.name, values: table.keys.map { values[$0] })
    }

    /// Whether both are the same row with the same values.
    package func equals(_ other: any FactRow) -> Bool {
        // Types first: a cast that fails costs as much as all of the comparison.
        guard type(of: other) == Self.self, let other = other as? Self else { return false }
        return self == other
    }
}

/// The table of a kind of facts, as a migration makes it; a test compares both.
package struct FactTable: Sendable {
    package let name: String
    /// What a row is, in one sentence: the table's comment.
    package let comment: String
    package let columns: [FactColumn]
    /// The places of the columns that make the key.
    package let keys: [Int]
    /// Whether a row stays as it was written first.
    package let isWrittenOnce: Bool
    /// How the company may have old rows deleted; nil where they never are.
    package let retention: FactRetention?

    package init(
        _ name: String,
        _ comment: String,
        _ columns: [FactColumn],
        retention: FactRetention? = nil
    ) {
        self.name = name
        self.comment = comment
        self.columns = columns
        self.retention = retention
        keys = columns.indices.filter { columns[$0].role == .key }
        isWrittenOnce = columns.allSatisfy { $0.role != .replaced }
    }
}

/// How long rows of facts are kept: a key of the section `[retention]`.
package struct FactRetention: Equatable, Sendable {
    /// Such as `surveys`.
    package let key: String
    /// The least number of days for which they must be kept.
    package let daysMin: Int
    /// The columns of time, the latest of which says how old a row is; only the first is never
    /// NULL.
    package let columns: [String]
    /// What they are, for the example file.
    package let doc: String

    package init(_ key: String, daysMin: Int, by columns: [String], _ doc: String) {
        self.key = key
        self.daysMin = daysMin
        self.columns = columns
        self.doc = doc
    }
}

/// A column of a fact's table.
package struct FactColumn: Equatable, Sendable {
    /// What becomes of the column when a later fact takes the place of an earlier one.
    package enum Role: Sendable {
        /// Says which row it is.
        case key
        /// Keeps its first value, as the column that says on which day the row counts must.
        case fixed
        /// Takes the later value.
        case replaced
    }

    package let name: String
    package let type: FactType
    package let role: Role
    /// Whether it is NULL where there is no value.
    package let isOptional: Bool
    /// What the value is, with its unit: the column's comment.
    package let comment: String

    /// A column that says, alone or with others, which row it is.
    package static func key(_ name: String, _ type: FactType, _ comment: String) -> FactColumn {
        FactColumn(name: name, type: type, role: .key, isOptional: false, comment: comment)
    }

    /// A column that keeps its first value.
    package static func fixed(
        _ name: String,
        _ type: FactType,
        isOptional: Bool = false,
        _ comment: String
    ) -> FactColumn {
        FactColumn(name: name, type: type, role: .fixed, isOptional: isOptional, comment: comment)
    }

    /// A column that always has a value.
    package static func column(_ name: String, _ type: FactType, _ comment: String) -> FactColumn {
        FactColumn(name: name, type: type, role: .replaced, isOptional: false, comment: comment)
    }

    /// A column whose value may be missing.
    package static func optional(
        _ name: String,
        _ type: FactType,
        _ comment: String
    ) -> FactColumn {
        FactColumn(name: name, type: type, role: .replaced, isOptional: true, comment: comment)
    }
}

/// What a column holds.
package enum FactType: Sendable {
    case text, instant, integer, decimal, double, flag
}

/// A value of a column.
package enum FactValue: Hashable, Sendable {
    case text(String?)
    case instant(Date?)
    case integer(Int?)
    case decimal(Decimal?)
    case double(Double?)
    case flag(Bool?)

    /// The type of the columns that can hold it.
    package var type: FactType {
        switch self {
        case .text: .text
        case .instant: .instant
        case .integer: .integer
        case .decimal: .decimal
        case .double: .double
        case .flag: .flag
        }
    }

    /// The word of a closed list, as text.
    package static func word(_ word: (some RawRepresentable<String>)?) -> FactValue {
        .text(word?.rawValue)
    }
}

/// Which row a fact is, among those of all tables.
package struct FactKey: Hashable, Sendable {
    package let table: String
    package let values: [FactValue]
}

/// What must be summed again because of a fact.
package enum FactChange: Hashable, Sendable {
    /// The day of an instant, in a part of the reports that sums days.
    case day(part: String, Date)
    /// The day on which the lead arrived, or the call that it was made of.
    case lead(LeadID)
    /// The day of the lead that the deal came from, and of the one it was said to come from before.
    case deal(DealID)
    /// The days of the lead that the call was said to have become before.
    case call(CallID)
}

extension SubjectStates {
    /// What reports count of the subject.
    package func facts(of subject: String) -> [any FactRow] {
        slots.flatMap { $0.state.facts(of: subject, beside: self) }
    }
}
