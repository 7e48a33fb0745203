package import Engine
package import Postgres

extension StoreError {
    /// The lane belongs to nobody who works, but to a commit that does not end.
    static let awaitingStandby = StoreError.unavailable(
        "commits wait for a standby that does not answer: see synchronous_standby_names"
    )

    /// What a failure of the database means for the lane.
    package init(_ error: PostgresError) {
        let text = error.description
        self =
            switch error.kind {
            case .outcomeUnknown: .outcomeUnknown(text)
            case .connectionLost, .timeout, .aborted, .readOnly, .shuttingDown, .staleStatement,
                .serverFault:
                .unavailable(text)
            case .serializationOrDeadlock: .conflict(text)
            case .dataRejected: .refused(text)
            case .permission, .undefined, .configuration, .programmer: .misconfigured(text)
            }
    }
}
