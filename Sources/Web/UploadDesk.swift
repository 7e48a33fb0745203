/// Whoever takes rows that are sent by HTTP.
package protocol UploadDesk: Sendable {
    /// What the sender must know; nil where nothing is taken.
    var token: String? { get }
    /// Begins to take what is sent; its bytes follow.
    func begin(_ head: UploadHead) -> any Upload
}

/// What is known of an upload before its bytes.
package struct UploadHead: Sendable {
    /// Under which the same is known again.
    package let id: String
    package let contentType: String?
    package let contentEncoding: String?
    /// The parameters of the address.
    package let parameters: [String: String]

    package init(
        id: String,
        contentType: String?,
        contentEncoding: String?,
        parameters: [String: String]
    ) {
        self.id = id
        self.contentType = contentType
        self.contentEncoding = contentEncoding
        self.parameters = parameters
    }
}

/// An upload that is being taken.
package protocol Upload: Sendable {
    /// Takes a piece once there is room for it; false where no more are wanted.
    func push(_ piece: [UInt8]) async -> Bool
    /// Nothing more comes.
    func end()
    /// The connection has gone.
    func breakOff()
    /// What became of it.
    func answer() async -> UploadAnswer
}

/// What became of an upload, as HTTP says it.
package struct UploadAnswer: Equatable, Sendable {
    package let status: Int
    /// For people.
    package let text: String

    package init(status: Int, text: String) {
        self.status = status
        self.text = text
    }
}
