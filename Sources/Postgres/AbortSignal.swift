import Foundation

/// Lets another thread end whatever a connection is waiting for, at once.
///
/// It wakes the wait itself and never touches the connection's socket, so there is no moment at
/// which it could hit a descriptor that meanwhile belongs to something else. Once raised it stays
/// raised; one signal may serve several connections, one after another or side by side.
public final class AbortSignal: Sendable {
    private let readEnd: FileHandle
    private let writeEnd: FileHandle

    public init() {
        let pipe = Pipe()
        readEnd = pipe.fileHandleForReading
        writeEnd = pipe.fileHandleForWriting
        for end in [readEnd, writeEnd] {
            _ = fcntl(end.fileDescriptor, F_SETFL, O_NONBLOCK)
            _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    /// Ends the calls in progress and all later ones with `aborted` or `outcomeUnknown`.
    ///
    /// Their sessions are closed; the server drops the statement within two seconds.
    public func abort() {
        // A full pipe refuses the byte, and is as readable as one can be.
        _ = unsafe write(writeEnd.fileDescriptor, [1], 1)
    }

    /// Readable for ever after `abort()`.
    var descriptor: Int32 { readEnd.fileDescriptor }
}
