import Reports
import ServiceLifecycle
import Settings
import Store

extension Service {
    /// Waits until the lane has brought the schema up, which it does when it starts: before that
    /// there is nothing to work on beside it.
    ///
    /// - Returns: False where the program ends first.
    func awaitSchema(_ reports: ReportService) async -> Bool {
        while await reports.aside({ bureau in bureau.isSchemaBehind }) {
            guard await pause(for: .seconds(1)) else { return false }
        }
        return true
    }
}

extension ReportBureau {
    /// Whether migrations are still to be applied; false too where nobody can tell: what keeps from
    /// that keeps from the work as well, which says so.
    fileprivate var isSchemaBehind: Bool {
        let standing = try? withConnection { connection throws(ReportProblem) in
            try? Migrator(connection, schema: settings.postgres.schema).standing()
        }
        if case .behind = standing { return true }
        return false
    }
}
