/// Whoever takes what other systems send by POST.
package protocol HookDesk: Sendable {
    /// The paths that it listens at, each beginning with a slash.
    var paths: [String] { get }
    /// Takes a request; what comes back is the answer.
    func take(_ request: HookRequest) async -> HookAnswer
}

/// Whoever shows the pages of buttons that a chat can only link to.
package protocol PressDesk: Sendable {
    /// The page of a button, which changes nothing.
    func page(_ token: String) async -> HookAnswer
    /// Presses the button.
    func press(_ token: String) async -> HookAnswer
}

/// A request that came in, its body whole.
package struct HookRequest: Sendable {
    package let path: String
    /// By name in lower-case letters; of a repeated one the last.
    package let headers: [String: String]
    /// The query of the address, undecoded.
    package let query: String
    package let body: [UInt8]

    package init(path: String, headers: [String: String], query: String, body: [UInt8]) {
        self.path = path
        self.headers = headers
        self.query = query
        self.body = body
    }
}

/// What is answered.
package struct HookAnswer: Equatable, Sendable {
    package let status: Int
    package let text: String
    package let contentType: String

    package init(
        status: Int,
        _ text: String,
        contentType: String = "text/plain; charset=utf-8"
    ) {
        self.status = status
        self.text = text
        self.contentType = contentType
    }
}
