import ServiceLifecycle

extension Service {
    /// Waits; answers false where the program ends first, in order or because another service has
    /// failed.
    func pause(for time: Duration) async -> Bool {
        do {
            try await cancelWhenGracefulShutdown { try await Task.sleep(for: time) }
            return true
        } catch {
            return false
        }
    }
}
