package import Engine
package import Postgres

extension StoreError {
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
