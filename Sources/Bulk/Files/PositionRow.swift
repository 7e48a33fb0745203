import Domain

/// One reading as a line of a file or a message has it, before anything is checked.
struct PositionRow {
    /// What stands where the position should be.
    enum Position: Equatable {
        case missing
        /// `null`, `--`: looked for and not found.
        case none
        case place(Int)
        /// A number that is no place, as it is written.
        case wrong(String)
    }

    var site: ArraySlice<UInt8> = []
    var client: ArraySlice<UInt8> = []
    var engine: ArraySlice<UInt8> = []
    var region: ArraySlice<UInt8> = []
    var device: ArraySlice<UInt8> = []
    var source: ArraySlice<UInt8> = []
    var date: ArraySlice<UInt8> = []
    var query: ArraySlice<UInt8> = []
    var url: ArraySlice<UInt8> = []
    var time: ArraySlice<UInt8> = []
    var position = Position.missing
    var isMeasured = true
    var depth: Int?
}

/// Rows that come one after the other; what is not theirs stays as the row was given.
protocol RowSource {
    /// Fills the row; false at the end.
    mutating func next(into row: inout PositionRow) throws(BulkError) -> Bool
    /// Where the row that was last filled stands, for people: `line 12`.
    var place: String { get }
}
