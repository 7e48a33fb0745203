import Domain
import Engine
import Foundation
import Postgres

/// The tables of facts: one statement each, none where nothing is to be written.
///
/// A statement follows from the columns of its table, and is made once a session.
struct FactStatements {
    private var statements: [String: Statement] = [:]

    /// Keeps facts, and notes before which summed days they change.
    ///
    /// - Parameter changes: What else changes summed days.
    mutating func keep(
        _ facts: [any FactRow],
        changing changes: [FactChange] = []
    ) throws(StoreError) -> [Query] {
        guard !facts.isEmpty || !changes.isEmpty else { return [] }
        var queries = FactChangeStatements.keep(facts.flatMap(\.changes) + changes)
        var rows: [String: (table: FactTable, rows: [[FactValue]])] = [:]
        for fact in facts {
            let table = type(of: fact).table
            rows[table.name, default: (table, [])].rows.append(fact.values)
        }
        // In one order always: two lanes that write the same rows must not lock them crosswise.
        for (_, (table, values)) in rows.sorted(by: { $0.key < $1.key }) {
            queries.append(try upsert(table.isWrittenOnce ? Self.sorted(values) : values, table))
        }
        return queries
    }

    /// Rows that several subjects may write, as the fixed part of a marketer's pay is.
    private static func sorted(_ rows: [[FactValue]]) -> [[FactValue]] {
        rows.sorted { ($0.first?.text ?? "") < ($1.first?.text ?? "") }
    }

    private mutating func upsert(
        _ rows: [[FactValue]],
        _ table: FactTable
    ) throws(StoreError) -> Query {
        var parameters: [Parameter] = []
        parameters.reserveCapacity(table.columns.count)
        for (place, column) in table.columns.enumerated() {
            guard rows.allSatisfy({ $0.count > place && $0[place].type == column.type }) else {
                throw .refused("a fact has no value of its type for \(table.name).\(column.name)")
            }
            parameters.append(Parameter(rows, at: place, column.type))
        }
        return Query(statement(of: table), parameters)
    }

    private mutating func statement(of table: FactTable) -> Statement {
        if let statement = statements[table.name] { return statement }
        let statement = Statement(table.upsert)
        statements[table.name] = statement
        return statement
    }
}

extension FactTable {
    /// Rows in arrays, a parameter a column; each takes the place of the one with its key.
    fileprivate var upsert: String {
        let names = columns.map(\.name)
        let replaced = columns.filter { $0.role == .replaced }.map(\.name)
        let sets = replaced.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let key = keys.map { names[$0] }.joined(separator: ", ")
        let places = names.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        return """
            INSERT INTO \(name) (\(names.joined(separator: ", ")))
            SELECT * FROM unnest(\(places))
            ON CONFLICT (\(key)) DO \(replaced.isEmpty ? "NOTHING" : "UPDATE SET \(sets)")
            """
    }
}

extension Parameter {
    /// One column of rows.
    fileprivate init(_ rows: [[FactValue]], at place: Int, _ type: FactType) {
        self =
            switch type {
            case .text: .texts(rows.map { $0[place].text })
            case .instant: .timestamps(rows.map { $0[place].instant })
            case .integer: .ints(rows.map { $0[place].integer })
            case .decimal: .decimals(rows.map { $0[place].decimal })
            case .double: .doubles(rows.map { $0[place].double })
            case .flag: .bools(rows.map { $0[place].flag })
            }
    }
}

extension FactValue {
    fileprivate var text: String? {
        if case .text(let value) = self { value } else { nil }
    }
    fileprivate var instant: Date? {
        if case .instant(let value) = self { value } else { nil }
    }
    fileprivate var integer: Int64? {
        if case .integer(let value) = self { value.map { Int64($0) } } else { nil }
    }
    fileprivate var decimal: Decimal? {
        if case .decimal(let value) = self { value } else { nil }
    }
    fileprivate var double: Double? {
        if case .double(let value) = self { value } else { nil }
    }
    fileprivate var flag: Bool? {
        if case .flag(let value) = self { value } else { nil }
    }
}
