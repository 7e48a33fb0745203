import CLibPQ

/// Owns one `PGresult`; rows keep it alive and `deinit` clears it.
@safe final class ResultHandle {
    private let raw: OpaquePointer
    let rowCount: Int
    let columnCount: Int

    init(taking raw: OpaquePointer) {
        unsafe self.raw = raw
        rowCount = unsafe Int(PQntuples(raw))
        columnCount = unsafe Int(PQnfields(raw))
    }

    deinit {
        unsafe PQclear(raw)
    }

    var status: ExecStatusType { unsafe PQresultStatus(raw) }

    /// Rows inserted, updated, deleted or selected; 0 for other commands.
    var affected: Int { unsafe Int(String(cString: PQcmdTuples(raw))) ?? 0 }

    /// The index of a column by its name as the server gives it; nil when there is none.
    func column(named name: String) -> Int? {
        (0..<columnCount).first { index in
            unsafe PQfname(raw, Int32(index)).map { unsafe String(cString: $0) } == name
        }
    }

    func oid(ofColumn column: Int) -> UInt32 {
        unsafe PQftype(raw, Int32(column))
    }

    /// The bytes of a value, valid inside `body`; nil stands for NULL.
    ///
    /// Indices must be in range.
    func withValue<R>(
        row: Int,
        column: Int,
        _ body: (UnsafeRawBufferPointer?) -> R
    ) -> R {
        let (row, column) = (Int32(row), Int32(column))
        guard unsafe PQgetisnull(raw, row, column) == 0 else { return body(nil) }
        let count = unsafe Int(PQgetlength(raw, row, column))
        let start = unsafe PQgetvalue(raw, row, column)
        return unsafe body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The error that the server, or libpq in its place, put into this result.
    var serverError: PostgresError {
        let state = field(CLIBPQ_DIAG_SQLSTATE)
        let text = unsafe String(cString: PQresultErrorMessage(raw))
        let message = field(CLIBPQ_DIAG_MESSAGE) ?? text
        let position = field(CLIBPQ_DIAG_POSITION).map { " at character \($0)" } ?? ""
        return PostgresError(
            isStalePlan ? .staleStatement : .server,
            oneLine(message) + position,
            sqlState: state,
            constraint: field(CLIBPQ_DIAG_CONSTRAINT),
            detail: field(CLIBPQ_DIAG_DETAIL)
        )
    }

    /// "cached plan must not change result type" shares its SQLSTATE with all that is unsupported,
    /// and its text is translated; the function that raises it is neither.
    private var isStalePlan: Bool {
        field(CLIBPQ_DIAG_SQLSTATE) == "26000"
            || field(CLIBPQ_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery"
    }

    private func field(_ code: some BinaryInteger) -> String? {
        unsafe PQresultErrorField(raw, Int32(code)).map { unsafe String(cString: $0) }
    }
}

/// Messages of libpq have line breaks at their end and between hosts.
func oneLine(_ message: String) -> String {
    message.split(whereSeparator: \.isNewline).joined(separator: "; ")
}
